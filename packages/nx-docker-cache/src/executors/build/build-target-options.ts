import type { ExecutorContext } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../../infer/targets';
import type { BuildExecutorSchema } from './schema';

/**
 * The options of a project's build target, for targets that are about the same build. Empty where the project has no such
 * target: an executor of another plugin has other options.
 */
export function buildTargetOptions(
  buildTarget = 'docker-build',
  context: ExecutorContext,
): BuildExecutorSchema {
  const target = targetsOf(context)[buildTarget];
  return target?.executor === BUILD_EXECUTOR ? (target.options as BuildExecutorSchema) : {};
}

/** The options of all build targets of a project: it may have one for each of several Dockerfiles. */
export function allBuildOptions(context: ExecutorContext): readonly BuildExecutorSchema[] {
  return Object.values(targetsOf(context))
    .filter(({ executor }) => executor === BUILD_EXECUTOR)
    .map(({ options }) => (options ?? {}) as BuildExecutorSchema);
}

function targetsOf({ projectName = '', projectsConfigurations }: ExecutorContext) {
  return projectsConfigurations.projects[projectName]?.targets ?? {};
}
