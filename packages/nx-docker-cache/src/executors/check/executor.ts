import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { taskResult, type TaskResult } from '../task-result';
import { nxCheckRequest } from './nx-check-request';
import { runCheck } from './run-check';
import type { CheckExecutorSchema } from './schema';

/** Judges the Dockerfiles of a project, their contexts and the machine. An error, or too many warnings, make the task fail. */
export default async function checkExecutor(
  options: CheckExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => (await runCheck(world, nxCheckRequest(options, context))) === 0);
}
