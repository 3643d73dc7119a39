import * as path from 'node:path';
import { chooseContext } from '../executors/build/choose-context';
import { buildInputs } from '../executors/verify/build-inputs';
import { comparisonSources } from '../executors/verify/comparison-sources';
import type { BuildInputs, VerifyRequest, WrittenComparison } from '../executors/verify/verify-request';
import type { World } from '../io/world';

/** The options that commands have in common which build a Dockerfile as it was and as it is. */
export interface ComparedBuildsOptions
  extends WrittenComparison, Omit<BuildInputs, 'buildArgs' | 'platforms'> {
  readonly folder?: string;
  readonly file?: string;
  readonly platform?: string;
  readonly buildArg?: readonly string[];
  readonly label?: readonly string[];
  readonly secret?: readonly string[];
  readonly addHost?: readonly string[];
}

type ComparedBuilds = Pick<
  VerifyRequest,
  'project' | 'workspaceRoot' | 'dockerfile' | 'context' | 'before' | 'after' | 'inputs'
>;

/**
 * What is built, and from what: the folder is the build context.
 * @throws ProductError OPTION_TYPE, CONTEXT_MISSING
 */
export async function comparedBuilds(
  { folder: named = '.', file, platform, buildArg, label, secret, addHost, ...same }: ComparedBuildsOptions,
  { files, environment: { cwd } }: Pick<World, 'files' | 'environment'>,
): Promise<ComparedBuilds> {
  const folder = path.resolve(cwd, named);
  const dockerfile = path.resolve(cwd, file ?? path.join(folder, 'Dockerfile'));
  const { beforeFile } = same;
  return {
    project: path.basename(folder),
    workspaceRoot: cwd,
    dockerfile,
    context: await chooseContext(files, {
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
  };
}
