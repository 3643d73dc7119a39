import type { ExecutorContext } from '@nx/devkit';
import { downCommand } from '../../compose/compose-command';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { composeProject } from '../compose-build/compose-request';
import { composeError, showCompose } from '../compose-build/run-compose';
import type { ComposeDownExecutorSchema } from './schema';

/** Stops the services of a compose project and removes their containers and networks; volumes only where asked. */
export default async function composeDownExecutor(
  options: ComposeDownExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    const { volumes = false, removeOrphans = false } = options;
    const command = downCommand(composeProject(options, context), { volumes, removeOrphans });
    const result = await showCompose(world, command);
    if (!hasSucceeded(result)) throw composeError(result, 'the services cannot be stopped');
    return { success: true };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
