import type { ExecutorContext } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCheckRequest } from './nx-check-request';
import { runCheck } from './run-check';
import type { CheckExecutorSchema } from './schema';

/** Judges the Dockerfiles of a project, their contexts and the machine. An error, or too many warnings, make the task fail. */
export default async function checkExecutor(
  options: CheckExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    return { success: (await runCheck(world, nxCheckRequest(options, context))) === 0 };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
