import type { ExecutorContext } from '@nx/devkit';
import type { BuildExecutorSchema } from './schema';

/** The options that say which files and variables a build reads; the target's inputs were inferred from them. */
const SOURCE_OPTIONS = [
  'dockerfile',
  'context',
  'buildArgs',
  'buildContexts',
  'target',
  'extraArgs',
] as const satisfies readonly (keyof BuildExecutorSchema)[];

/**
 * The options by which a command line (`--context=other`) makes this run read something else than the target's inputs
 * name. Nx hashes the options themselves, but not the files behind them: such a result must not be found again.
 */
export function overriddenSources(options: BuildExecutorSchema, context: ExecutorContext): readonly string[] {
  const { projectName = '', targetName = '', configurationName = '', projectsConfigurations } = context;
  const target = projectsConfigurations.projects[projectName]?.targets?.[targetName];
  const configuration: unknown = target?.configurations?.[configurationName];
  const written = { ...fields(target?.options), ...fields(configuration) };
  return SOURCE_OPTIONS.filter((name) => JSON.stringify(options[name]) !== JSON.stringify(written[name]));
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
