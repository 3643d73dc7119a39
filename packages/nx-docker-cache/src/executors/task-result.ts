import { ProductError } from '../errors/product-error';
import type { World } from '../io/world';

export interface TaskResult {
  readonly success: boolean;
}

/**
 * The result of a task as Nx wants it. What can go wrong with a build is told, and the task fails; anything else is a defect
 * of ours, and thrown.
 * @param run says whether it succeeded
 */
export async function taskResult(
  { terminal }: Pick<World, 'terminal'>,
  run: () => Promise<boolean>,
): Promise<TaskResult> {
  try {
    return { success: await run() };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
