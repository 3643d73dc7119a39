import type { TargetConfiguration } from '@nx/devkit';
import { hookGuard } from '../image-state/hook-guard';
import { NEVER_LOOKED_AT } from '../image-state/restless-folders';
import { join } from './context-folder';
import { areApart, isWithin, matchesPlain } from './plain-glob';
import { readGlobs, type ReadPlace } from './read-globs';

export type Inputs = NonNullable<TargetConfiguration['inputs']>;

export interface BuildInputFacts {
  readonly globs: InputGlobs;
  /** `imageVariable` of the target. */
  readonly variable: string;
  readonly argsFromEnvironment: readonly string[];
  /** Whether it builds on the image of another target. */
  readonly buildsOnImages: boolean;
  /** The folders of git's submodules, relative to the workspace. */
  readonly submodules: readonly string[];
  readonly platform: string;
}

/** The files of a build, in globs as Nx takes them. */
export interface InputGlobs {
  /** Dockerfiles and ignore files: `{projectRoot}/…` or `{workspaceRoot}/…`. */
  readonly files: readonly string[];
  /** Of the contexts, relative to the workspace. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Excluded on disk only: what tools write all the time. */
  readonly restless: readonly string[];
}

export interface InputSources {
  readonly projectRoot: string;
  /** The Dockerfiles that the target may build, relative to the workspace. */
  readonly dockerfiles: readonly string[];
  readonly contexts: readonly ContextInput[];
}

/** A build context, the text of the ignore file that is in force there, and what is read of it. */
export interface ContextInput {
  /** Relative to the workspace. */
  readonly folder: string;
  readonly ignoreText: string | undefined;
  readonly places: readonly ReadPlace[];
}

/** The same objects for all targets: a workspace has thousands. */
const COMMON: Inputs = [
  // Without this Nx hashes every npm package of the workspace for the target of a plugin.
  { externalDependencies: [] },
  // Which engine, and as whom: a result that was stored with one is never taken with another.
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'BUILDX_BUILDER'].map((env) => ({ env })),
];

/** The file among a build's outputs that holds nothing but the id of the image: what is built on it is hashed with it. */
export const IMAGE_ID_FILE = 'image-id';

/** What of the files of the workspace a build may read. */
export function inputGlobs({ projectRoot, dockerfiles, contexts }: InputSources): InputGlobs {
  const own = [
    ...dockerfiles,
    ...dockerfiles.map((file) => `${file}.dockerignore`),
    ...contexts.map(({ folder }) => join(folder, '.dockerignore')),
  ];
  const files = [...new Set(own)].map((file) => placeOf(file, projectRoot));
  const named = files
    .filter((file) => file.startsWith(WORKSPACE))
    .map((file) => file.slice(WORKSPACE.length));
  const { include, exclude } = contextFilesets(contexts, named);
  return { files, include, exclude, restless: restlessIn(contexts, include) };
}

/**
 * Everything the image follows from: the Dockerfile, its ignore file, what it reads of the context, arguments taken from
 * the environment, what the targets that it waits for have written there, the images of these, and whether the image is
 * still what it was.
 */
export function buildInputs(facts: BuildInputFacts): Inputs {
  const { files, include, exclude, restless } = facts.globs;
  return [
    ...files,
    ...[...include, ...submodulesIn(include, facts.submodules)].map((glob) => `${WORKSPACE}${glob}`),
    ...exclude.map((glob) => `!${WORKSPACE}${glob}`),
    ...include.map((glob) => onDisk(`${WORKSPACE}${glob}`)),
    ...[...exclude, ...restless].map((glob) => onDisk(`!${WORKSPACE}${glob}`)),
    ...outputsOfOthers(include, facts).map((glob) => ({
      dependentTasksOutputFiles: glob,
      transitive: false,
    })),
    ...COMMON,
    ...[...new Set(facts.argsFromEnvironment)].map((env) => ({ env })),
    { env: facts.variable },
    { runtime: hookGuard(facts.platform) },
  ];
}

const WORKSPACE = '{workspaceRoot}/';

/** Of the builds that it waits for only the image counts: their records are others after each build. */
function outputsOfOthers(include: readonly string[], { buildsOnImages }: BuildInputFacts): readonly string[] {
  return buildsOnImages ? [...include, `**/${IMAGE_ID_FILE}`] : ['**/*'];
}

function placeOf(file: string, projectRoot: string): string {
  const prefix = projectRoot === '.' ? '' : `${projectRoot}/`;
  return file.startsWith(prefix) ? `{projectRoot}/${file.slice(prefix.length)}` : `${WORKSPACE}${file}`;
}

/**
 * Twice: Nx's own file map knows quickly what git knows, and selects what is affected; what git ignores is part of the
 * context too and is only found on disk (Nx 24; older ones do not look).
 */
function onDisk(fileset: string): Inputs[number] {
  return { fileset, includeIgnored: true };
}

interface Filesets {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Globs relative to the workspace. Counted from there: `{projectRoot}` would leave out the files of projects nested in
 * this one, which are part of its context all the same. What is excluded is so for all that is included: only what no
 * other context reads, and no file that counts on its own (`named`), may be.
 */
function contextFilesets(contexts: readonly ContextInput[], named: readonly string[]): Filesets {
  const all = contexts.map(({ folder, ignoreText, places }): Filesets => {
    const { include, exclude } = readGlobs(ignoreText, places);
    const fromWorkspace = (glob: string): string => join(folder, glob);
    return {
      include: include.map(fromWorkspace),
      exclude: [...exclude, ...ownOutputs(folder)].map(fromWorkspace),
    };
  });
  const exclude = all.flatMap((filesets) =>
    filesets.exclude.filter(
      (glob) =>
        !named.some((file) => matchesPlain(glob, file)) &&
        all.every(
          (other) => other.exclude.includes(glob) || other.include.every((each) => areApart(glob, each)),
        ),
    ),
  );
  return {
    include: [...new Set(all.flatMap(({ include }) => include))],
    exclude: [...new Set(exclude)],
  };
}

/** What a build writes itself is no source of the next one. */
function ownOutputs(folder: string): readonly string[] {
  return folder === '.' ? ['dist/docker/**/*'] : [];
}

/** A submodule is one entry of git's: it changes when anything in it does. */
function submodulesIn(include: readonly string[], submodules: readonly string[]): readonly string[] {
  return submodules.filter((submodule) => include.some((glob) => isWithin(glob, submodule)));
}

/** None of them where an instruction names it. */
function restlessIn(contexts: readonly ContextInput[], include: readonly string[]): readonly string[] {
  const read = contexts.flatMap(({ places }) => places.flatMap(({ path }) => path.split('/')));
  const globs = contexts.flatMap(({ folder }) =>
    NEVER_LOOKED_AT.filter((name) => !read.includes(name)).map((name) =>
      join(folder, name.startsWith('.') ? `${name}/**/*` : `**/${name}/**/*`),
    ),
  );
  return [...new Set(globs)].filter((glob) => include.some((each) => !areApart(glob, each)));
}
