import type { ExecutorContext } from '@nx/devkit';
import type { BuildExecutorSchema } from './schema';

/**
 * The options of a project's build target, for targets that are about the same build. Empty where the project has no such
 * target: an executor of another plugin has other options.
 */
export function buildTargetOptions(
  buildTarget = 'docker-build',
  { projectName = '', projectsConfigurations }: ExecutorContext,
): BuildExecutorSchema {
  const target = projectsConfigurations.projects[projectName]?.targets?.[buildTarget];
  return target?.executor === 'nx-docker-cache:build' ? (target.options as BuildExecutorSchema) : {};
}
