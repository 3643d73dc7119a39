import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { buildTask } from './build-task';
import type { BuildExecutorSchema } from './schema';

/** Builds a project's image. A failure is printed; Nx turns `success: false` into its exit status. */
export default async function buildExecutor(
  options: BuildExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  return buildTask(world, { options, context });
}
