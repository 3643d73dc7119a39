import type { TargetConfiguration } from '@nx/devkit';
import { hookGuard } from '../image-state/hook-guard';
import { NEVER_LOOKED_AT } from '../image-state/restless-folders';
import { imageVariable } from '../image-state/variables';
import { join } from './context-folder';
import { contextGlobs } from './ignore-to-filesets';

export type Inputs = NonNullable<TargetConfiguration['inputs']>;

export interface BuildInputFacts {
  readonly projectRoot: string;
  readonly target: string;
  /** The Dockerfiles that the target may build, relative to the workspace. */
  readonly dockerfiles: readonly string[];
  readonly contexts: readonly ContextInput[];
  readonly argsFromEnvironment: readonly string[];
  readonly platform: string;
}

/** A build context and the text of the ignore file that is in force there. */
export interface ContextInput {
  readonly folder: string;
  readonly ignoreText: string | undefined;
}

/** Which engine, and as whom: a result that was stored with one is never taken with another. */
const ENGINE_VARIABLES = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'BUILDX_BUILDER'];

/**
 * Everything the image follows from: the Dockerfile, its ignore file, the context, arguments taken from the
 * environment, outputs of other tasks that the target depends on, and whether the image is still what it was.
 */
export function buildInputs(facts: BuildInputFacts): Inputs {
  const variables = [...ENGINE_VARIABLES, ...facts.argsFromEnvironment];
  return [
    ...facts.dockerfiles.flatMap((file) => dockerfileInputs(file, facts.projectRoot)),
    ...facts.contexts.flatMap(contextInputs),
    { dependentTasksOutputFiles: '**/*', transitive: false },
    // Without this Nx hashes every npm package of the workspace for the target of a plugin.
    { externalDependencies: [] },
    ...[...new Set(variables)].map((env) => ({ env })),
    { env: imageVariable(facts.projectRoot, facts.target) },
    { runtime: hookGuard(facts.platform) },
  ];
}

/** Also when the ignore file excludes the Dockerfile: BuildKit reads both on their own. */
function dockerfileInputs(file: string, projectRoot: string): Inputs {
  const prefix = projectRoot === '.' ? '' : `${projectRoot}/`;
  const place = file.startsWith(prefix)
    ? `{projectRoot}/${file.slice(prefix.length)}`
    : `{workspaceRoot}/${file}`;
  return [place, `${place}.dockerignore`];
}

/**
 * Counted from the workspace's root: `{projectRoot}` would leave out the files of projects nested in this one, which
 * are part of its context all the same. Twice: Nx's own file map knows quickly what git knows, and selects what is
 * affected; what git ignores is part of the context too and is only found on disk (Nx 24; older ones do not look).
 */
function contextInputs({ folder, ignoreText }: ContextInput): Inputs {
  const { include, exclude } = contextGlobs(ignoreText);
  const place = (glob: string): string => `{workspaceRoot}/${join(folder, glob)}`;
  const onDisk = (fileset: string): Inputs[number] => ({ fileset, includeIgnored: true });
  const excluded = [...exclude, ...ownOutputs(folder)];
  return [
    place('.dockerignore'),
    ...include.map(place),
    ...excluded.map((glob) => `!${place(glob)}`),
    ...include.map((glob) => onDisk(place(glob))),
    ...[...excluded, ...RESTLESS].map((glob) => onDisk(`!${place(glob)}`)),
  ];
}

/** What a build writes itself is no source of the next one. */
function ownOutputs(folder: string): readonly string[] {
  return folder === '.' ? ['dist/docker/**/*'] : [];
}

const RESTLESS = NEVER_LOOKED_AT.map((name) => (name.startsWith('.') ? `${name}/**/*` : `**/${name}/**/*`));
