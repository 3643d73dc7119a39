import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { nxRequest } from './nx-request';
import { recordImage, type RecordedTask } from './record-image';
import { runBuild } from './run-build';

/** Builds the image of one task by a command of its own. A failure is printed. */
export async function buildTask(world: World, task: RecordedTask): Promise<{ success: boolean }> {
  try {
    const request = await nxRequest(world, task.options, task.context);
    const end = await runBuild(world, request);
    await recordImage(world, request, task, end);
    return { success: true };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
