import type { ProcessCommand } from '../build/process-command';

/** What selects a compose project, as `docker compose` takes it. */
export interface ComposeProject {
  /** Absolute: without files compose looks for its own here. */
  readonly folder: string;
  /** Absolute; the first one's folder is what relative paths count from. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  /** Undefined leaves the name to compose. */
  readonly name: string | undefined;
}

/** The whole configuration with `include`, `extends` and variables resolved, as JSON. */
export function configCommand(project: ComposeProject): ProcessCommand {
  return command(project, ['config', '--format=json']);
}

/** What compose builds itself, because a build of ours could not say the same. */
export function buildCommand(project: ComposeProject, services: readonly string[]): ProcessCommand {
  return command(project, ['build', '--', ...services]);
}

export interface UpWishes {
  readonly services: readonly string[];
  /** Seconds until services must be running, and healthy where they say what that is. */
  readonly waitTimeout: number;
}

/** Images are built before: `--no-build`. */
export function upCommand(project: ComposeProject, { services, waitTimeout }: UpWishes): ProcessCommand {
  return command(project, [
    ...['up', '--detach', '--no-build', '--wait', `--wait-timeout=${waitTimeout}`],
    ...['--', ...services],
  ]);
}

export interface DownWishes {
  readonly volumes: boolean;
  readonly removeOrphans: boolean;
}

export function downCommand(project: ComposeProject, { volumes, removeOrphans }: DownWishes): ProcessCommand {
  return command(project, [
    'down',
    ...(volumes ? ['--volumes'] : []),
    ...(removeOrphans ? ['--remove-orphans'] : []),
  ]);
}

/** The containers of a project with their state. */
export function psCommand(project: ComposeProject): ProcessCommand {
  return command(project, ['ps', '--all', '--format=json']);
}

export function logsCommand(project: ComposeProject, service: string, lines: number): ProcessCommand {
  return command(project, ['logs', '--no-color', '--no-log-prefix', `--tail=${lines}`, '--', service]);
}

/** As in the command of a build, every value stands in one word with its flag, or behind `--`. */
function command(
  { folder, files, envFiles, profiles, name }: ComposeProject,
  words: readonly string[],
): ProcessCommand {
  const flags = [
    ...files.map((file) => `--file=${file}`),
    ...envFiles.map((file) => `--env-file=${file}`),
    ...profiles.map((profile) => `--profile=${profile}`),
    ...(name === undefined ? [] : [`--project-name=${name}`]),
  ];
  return { file: 'docker', args: ['compose', ...flags, ...words], cwd: folder };
}
