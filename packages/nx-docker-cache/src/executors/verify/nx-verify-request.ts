import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { World } from '../../io/world';
import { buildTargetOptions } from '../build/build-target-options';
import { chooseContext } from '../build/choose-context';
import { projectRootOf } from '../build/nx-request';
import { buildInputs } from './build-inputs';
import { comparisonSources } from './comparison-sources';
import type { VerifyExecutorSchema } from './schema';
import type { VerifyRequest } from './verify-request';

/**
 * The options of a target, completed by those of the project's build target.
 * @throws ProductError PROJECT_UNKNOWN, OPTION_TYPE, CONTEXT_MISSING
 */
export async function nxVerifyRequest(
  world: Pick<World, 'files'>,
  options: VerifyExecutorSchema,
  context: ExecutorContext,
): Promise<VerifyRequest> {
  const projectRoot = projectRootOf(context);
  const build = buildTargetOptions(options.buildTarget, context);
  const dockerfile = path.resolve(
    context.root,
    options.dockerfile ?? build.dockerfile ?? path.join(projectRoot, 'Dockerfile'),
  );
  const { beforeFile, ...comparison } = options;
  return {
    project: context.projectName ?? '',
    workspaceRoot: context.root,
    dockerfile,
    context: await chooseContext(world.files, {
      written: options.context ?? build.context,
      dockerfile,
      projectRoot,
      workspaceRoot: context.root,
    }),
    ...comparisonSources({
      ...comparison,
      ...(beforeFile !== undefined && { beforeFile: path.resolve(context.root, beforeFile) }),
    }),
    inputs: buildInputs(build, options),
    expect: options.expect ?? [],
    verbose: options.verbose ?? false,
    report: options.json === true ? 'json' : 'summary',
  };
}
