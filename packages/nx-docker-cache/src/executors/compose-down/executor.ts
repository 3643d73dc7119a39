import type { ExecutorContext } from '@nx/devkit';
import { downCommand } from '../../compose/compose-command';
import { hasSucceeded } from '../../io/process-result';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { composeProject } from '../compose-build/compose-request';
import { composeError, showCompose } from '../compose-build/run-compose';
import { taskResult, type TaskResult } from '../task-result';
import type { ComposeDownExecutorSchema } from './schema';

/** Stops the services of a compose project and removes their containers and networks; volumes only where asked. */
export default async function composeDownExecutor(
  options: ComposeDownExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    const { volumes = false, removeOrphans = false } = options;
    const command = downCommand(composeProject(options, context), { volumes, removeOrphans });
    const result = await showCompose(world, command);
    if (!hasSucceeded(result)) throw composeError(result, 'the services cannot be stopped');
    return true;
  });
}
