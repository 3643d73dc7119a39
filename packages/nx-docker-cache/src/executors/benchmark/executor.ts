import type { ExecutorContext } from '@nx/devkit';
import * as path from 'node:path';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxVerifyRequest } from '../verify/nx-verify-request';
import { taskResult, type TaskResult } from '../task-result';
import { readWishes } from './read-request';
import { runBenchmark } from './run-benchmark';
import type { BenchmarkExecutorSchema } from './schema';

/** Measures the builds of a project's Dockerfile. */
export default async function benchmarkExecutor(
  options: BenchmarkExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    const {
      project,
      workspaceRoot,
      dockerfile,
      context: folder,
      before,
      inputs,
    } = await nxVerifyRequest(world, options, context);
    await runBenchmark(world, {
      ...readWishes(options),
      ...{ project, workspaceRoot, dockerfile, context: folder, before, inputs },
      chart: options.chart === undefined ? undefined : path.resolve(context.root, options.chart),
    });
    return true;
  });
}
