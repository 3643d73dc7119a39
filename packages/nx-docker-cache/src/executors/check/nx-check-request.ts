import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { allBuildOptions, buildTargetOptions } from '../build/build-target-options';
import { shownPath } from '../build/shown-path';
import { projectRootOf } from '../build/nx-request';
import type { BuildExecutorSchema } from '../build/schema';
import type { CheckRequest, DockerfileToCheck } from './check-request';
import type { CheckExecutorSchema } from './schema';

/**
 * The options of a target, completed by those of the project's build targets.
 * @throws ProductError PROJECT_UNKNOWN
 */
export function nxCheckRequest(options: CheckExecutorSchema, context: ExecutorContext): CheckRequest {
  const workspaceRoot = context.root;
  const projectRoot = projectRootOf(context);
  const builds = buildsOf(options, context);
  const dockerfiles = builds.map((build) => toCheck(options, build, { workspaceRoot, projectRoot }));
  return {
    workspaceRoot,
    // Two targets may build one file in two ways: the first one counts.
    dockerfiles: dockerfiles.filter(
      ({ dockerfile }, index) => dockerfiles.findIndex((each) => each.dockerfile === dockerfile) === index,
    ),
    machine: options.machine ?? true,
    buildkit: options.buildkit ?? true,
    builder: options.builder ?? builds.find(({ builder }) => builder !== undefined)?.builder,
    fix: options.fix ?? false,
    ignore: options.ignore ?? [],
    maxWarnings: options.maxWarnings ?? 0,
    format: options.format ?? 'text',
    outputFile:
      options.outputFile === undefined ? undefined : path.resolve(workspaceRoot, options.outputFile),
  };
}

/** A file or a target that is named stands alone. */
function buildsOf(
  { dockerfile, buildTarget }: CheckExecutorSchema,
  context: ExecutorContext,
): readonly BuildExecutorSchema[] {
  if (dockerfile !== undefined || buildTarget !== undefined)
    return [buildTargetOptions(buildTarget, context)];
  const all = allBuildOptions(context);
  return all.length === 0 ? [{}] : all;
}

function toCheck(
  options: CheckExecutorSchema,
  build: BuildExecutorSchema,
  { workspaceRoot, projectRoot }: { readonly workspaceRoot: string; readonly projectRoot: string },
): DockerfileToCheck {
  const dockerfile = path.resolve(
    workspaceRoot,
    options.dockerfile ?? build.dockerfile ?? path.join(projectRoot, 'Dockerfile'),
  );
  return {
    shown: shownPath({ workspaceRoot }, dockerfile),
    dockerfile,
    context: options.context ?? build.context,
    projectRoot,
    build: build.cacheTo === undefined ? undefined : { cacheTo: build.cacheTo },
  };
}
