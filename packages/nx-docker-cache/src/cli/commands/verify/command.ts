import * as path from 'node:path';
import { chooseContext } from '../../../executors/build/choose-context';
import { buildInputs } from '../../../executors/verify/build-inputs';
import { comparisonSources } from '../../../executors/verify/comparison-sources';
import { runVerify } from '../../../executors/verify/run-verify';
import type { VerifyRequest } from '../../../executors/verify/verify-request';
import type { World } from '../../../io/world';
import type { RunCommand } from '../../command';
import type { VerifyCommandSchema } from './schema';

/** Compares the images of a Dockerfile before and after a change, in a repository that need not know Nx. */
export const run: RunCommand<VerifyCommandSchema> = async (options, world) =>
  (await runVerify(world, await requestOf(options, world))) ? 0 : 1;

async function requestOf(options: VerifyCommandSchema, world: World): Promise<VerifyRequest> {
  const { cwd } = world.environment;
  const folder = path.resolve(cwd, options.folder ?? '.');
  const dockerfile = path.resolve(cwd, options.file ?? path.join(folder, 'Dockerfile'));
  const { beforeFile, platform, buildArg, label, secret, addHost, ...same } = options;
  return {
    project: path.basename(folder),
    workspaceRoot: cwd,
    dockerfile,
    context: await chooseContext(world.files, {
      written: folder,
      dockerfile,
      projectRoot: '.',
      workspaceRoot: cwd,
    }),
    ...comparisonSources({
      ...same,
      ...(beforeFile !== undefined && { beforeFile: path.resolve(cwd, beforeFile) }),
    }),
    inputs: buildInputs({
      ...same,
      ...(platform !== undefined && { platforms: [platform] }),
      buildArgs: buildArg ?? [],
      labels: label ?? [],
      secrets: secret ?? [],
      addHosts: addHost ?? [],
    }),
    expect: options.expect ?? [],
    verbose: options.verbose ?? false,
    report: options.json === true ? 'json' : 'summary',
  };
}
