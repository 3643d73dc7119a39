import type { ExecutorContext } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxVerifyRequest } from './nx-verify-request';
import { runVerify } from './run-verify';
import type { VerifyExecutorSchema } from './schema';

/** Compares the images of a project's Dockerfile before and after a change. A difference makes the task fail. */
export default async function verifyExecutor(
  options: VerifyExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    return { success: await runVerify(world, await nxVerifyRequest(world, options, context)) };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
