import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { taskResult, type TaskResult } from '../task-result';
import { nxVerifyRequest } from './nx-verify-request';
import { runVerify } from './run-verify';
import type { VerifyExecutorSchema } from './schema';

/** Compares the images of a project's Dockerfile before and after a change. A difference makes the task fail. */
export default async function verifyExecutor(
  options: VerifyExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => runVerify(world, await nxVerifyRequest(world, options, context)));
}
