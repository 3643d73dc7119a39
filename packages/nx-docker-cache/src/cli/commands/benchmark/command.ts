import * as path from 'node:path';
import { readWishes } from '../../../executors/benchmark/read-request';
import { runBenchmark } from '../../../executors/benchmark/run-benchmark';
import type { RunCommand } from '../../command';
import { comparedBuilds } from '../../compared-builds';
import type { BenchmarkCommandSchema } from './schema';

/** Measures the builds of a Dockerfile, in a repository that need not know Nx. */
export const run: RunCommand<BenchmarkCommandSchema> = async (options, world) => {
  const { chart } = options;
  await runBenchmark(world, {
    ...(await comparedBuilds(options, world)),
    ...readWishes(options),
    chart: chart === undefined ? undefined : path.resolve(world.environment.cwd, chart),
  });
  return 0;
};
