import type { ExecutorContext } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxRequest } from './nx-request';
import { recordImage } from './record-image';
import { runBuild } from './run-build';
import type { BuildExecutorSchema } from './schema';

/** Builds a project's image. A failure is printed; Nx turns `success: false` into its exit status. */
export default async function buildExecutor(
  options: BuildExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    const request = await nxRequest(world, options, context);
    await recordImage(world, request, { options, context }, await runBuild(world, request));
    return { success: true };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
