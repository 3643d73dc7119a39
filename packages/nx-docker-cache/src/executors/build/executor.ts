import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { taskResult, type TaskResult } from '../task-result';
import { nxRequest } from './nx-request';
import { recordImage } from './record-image';
import { runBuild } from './run-build';
import type { BuildExecutorSchema } from './schema';

/** Builds a project's image. A failure is printed; Nx turns `success: false` into its exit status. */
export default async function buildExecutor(
  options: BuildExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    const request = await nxRequest(world, options, context);
    await recordImage(world, request, { options, context }, await runBuild(world, request));
    return true;
  });
}
