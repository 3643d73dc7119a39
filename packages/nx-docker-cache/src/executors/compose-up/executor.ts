import type { ExecutorContext } from '@nx/devkit';
import { upCommand } from '../../compose/compose-command';
import { hasSucceeded } from '../../io/process-result';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { composeProject } from '../compose-build/compose-request';
import { composeConfig, showCompose } from '../compose-build/run-compose';
import { runComposeBuild } from '../compose-build/run-compose-build';
import { taskResult, type TaskResult } from '../task-result';
import { whyNotUp } from './why-not-up';
import type { ComposeUpExecutorSchema } from './schema';

const DEFAULT_WAIT_SECONDS = 120;

/** Builds what has changed, starts the services in the background, and waits until they are running and healthy. */
export default async function composeUpExecutor(
  options: ComposeUpExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    const project = composeProject(options, context);
    const { services = [], noCache = false, verbose = false, build = true } = options;
    const config = await composeConfig(world, project);
    if (build) await runComposeBuild(world, { project, services, noCache, verbose, context }, config);
    const waitTimeout = options.waitTimeout ?? DEFAULT_WAIT_SECONDS;
    const result = await showCompose(world, upCommand(project, { services, waitTimeout }));
    if (!hasSucceeded(result)) throw await whyNotUp(world, project, result);
    return true;
  });
}
