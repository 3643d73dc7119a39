import { logsCommand, psCommand, type ComposeProject } from '../../compose/compose-command';
import { failedContainers } from '../../compose/container-states';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import type { ProcessResult, World } from '../../io/world';
import { printable } from '../../text/printable';
import { composeError } from '../compose-build/run-compose';

const LOG_LINES = 10;

/** The service that keeps a project from being up, with the end of its log; what compose says where it is none. */
export async function whyNotUp(
  { processes }: Pick<World, 'processes'>,
  project: ComposeProject,
  result: ProcessResult,
): Promise<ProductError> {
  const listed = await processes.run(psCommand(project));
  const failed = hasSucceeded(listed) ? failedContainers(listed.stdout) : [];
  const [first] = failed;
  if (first === undefined) return composeError(result, 'the services cannot be started');
  const logs = await processes.run(logsCommand(project, first.service, LOG_LINES));
  const lines = hasSucceeded(logs) ? logs.stdout.trim().split('\n').map(printable) : [];
  const others = failed.slice(1).map(({ service, state }) => `${service} is ${state}`);
  return new ProductError({
    code: 'SERVICE_UNHEALTHY',
    what: [`the service ${printable(first.service)} is ${first.state}`, ...others].join('; '),
    ...(lines.join('') !== '' && {
      why: ['the end of its log:', ...lines.map((line) => `  ${line}`)].join('\n'),
    }),
    next: 'correct the service, or raise waitTimeout where it only needs longer; the containers are left as they are',
  });
}
