import * as path from 'node:path';
import { readWishes } from '../../../executors/benchmark/read-request';
import { runBenchmark } from '../../../executors/benchmark/run-benchmark';
import { chooseContext } from '../../../executors/build/choose-context';
import { buildInputs } from '../../../executors/verify/build-inputs';
import { comparisonSources } from '../../../executors/verify/comparison-sources';
import type { RunCommand } from '../../command';
import type { BenchmarkCommandSchema } from './schema';

/** Measures the builds of a Dockerfile, in a repository that need not know Nx. */
export const run: RunCommand<BenchmarkCommandSchema> = async (options, world) => {
  const { cwd } = world.environment;
  const folder = path.resolve(cwd, options.folder ?? '.');
  const dockerfile = path.resolve(cwd, options.file ?? path.join(folder, 'Dockerfile'));
  const { beforeRef, beforeFile, platform, buildArg, secret, addHost, chart, ...same } = options;
  const { before } = comparisonSources({
    ...(beforeRef !== undefined && { beforeRef }),
    ...(beforeFile !== undefined && { beforeFile: path.resolve(cwd, beforeFile) }),
  });
  await runBenchmark(world, {
    ...readWishes(options),
    project: path.basename(folder),
    workspaceRoot: cwd,
    dockerfile,
    context: await chooseContext(world.files, {
      written: folder,
      dockerfile,
      projectRoot: '.',
      workspaceRoot: cwd,
    }),
    before,
    inputs: buildInputs({
      ...same,
      ...(platform !== undefined && { platforms: [platform] }),
      buildArgs: buildArg ?? [],
      secrets: secret ?? [],
      addHosts: addHost ?? [],
    }),
    chart: chart === undefined ? undefined : path.resolve(cwd, chart),
  });
  return 0;
};
