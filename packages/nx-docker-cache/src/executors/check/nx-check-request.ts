import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { shownPath } from '../build/explain-failure';
import { buildTargetOptions } from '../build/build-target-options';
import { projectRootOf } from '../build/nx-request';
import type { CheckRequest } from './check-request';
import type { CheckExecutorSchema } from './schema';

/**
 * The options of a target, completed by those of the project's build target.
 * @throws ProductError PROJECT_UNKNOWN
 */
export function nxCheckRequest(options: CheckExecutorSchema, context: ExecutorContext): CheckRequest {
  const projectRoot = projectRootOf(context);
  const workspaceRoot = context.root;
  const build = buildTargetOptions(options.buildTarget, context);
  const dockerfile = path.resolve(
    workspaceRoot,
    options.dockerfile ?? build.dockerfile ?? path.join(projectRoot, 'Dockerfile'),
  );
  return {
    workspaceRoot,
    dockerfiles: [
      {
        shown: shownPath({ workspaceRoot }, dockerfile),
        dockerfile,
        context: options.context ?? build.context,
        projectRoot,
        build: build.cacheTo === undefined ? undefined : { cacheTo: build.cacheTo },
      },
    ],
    machine: options.machine ?? true,
    builder: options.builder ?? build.builder,
    fix: options.fix ?? false,
    ignore: options.ignore ?? [],
    maxWarnings: options.maxWarnings ?? 0,
    format: options.format ?? 'text',
    outputFile:
      options.outputFile === undefined ? undefined : path.resolve(workspaceRoot, options.outputFile),
  };
}
