import { RECORDS_FOLDER } from '../build/output-folder';
import { NEVER_LOOKED_AT } from '../image-state/restless-folders';
import { WORKSPACE } from './build-inputs';
import { join } from './context-folder';
import { areApart, isPlain, matchesPlain, plainParent } from './plain-glob';
import { readGlobs, type ReadPlace } from './read-globs';

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
  /** The links that lead to its contexts, relative to the workspace. */
  readonly links?: readonly string[];
  readonly contexts: readonly ContextInput[];
}

/** A build context, and the text of the ignore file that is in force there. */
export interface IgnoredContext {
  /** Relative to the workspace. */
  readonly folder: string;
  readonly ignoreText: string | undefined;
}

/** The same with what is read of it. */
export interface ContextInput extends IgnoredContext {
  readonly places: readonly ReadPlace[];
}

/** What of the files of the workspace a build may read. */
export function inputGlobs({ projectRoot, dockerfiles, links = [], contexts }: InputSources): InputGlobs {
  const own = [
    ...dockerfiles,
    ...dockerfiles.map((file) => `${file}.dockerignore`),
    ...contexts.map(({ folder }) => join(folder, '.dockerignore')),
    ...links,
  ];
  const files = [...new Set(own)].map((file) => placeOf(file, projectRoot));
  const { include, exclude } = contextFilesets(contexts, namedIn(files));
  return { files, include, exclude, restless: restlessIn(contexts, include) };
}

/** Files that are counted from the workspace, as the globs of a context are: what excludes these could exclude them. */
function namedIn(files: readonly string[]): readonly string[] {
  return files.filter((file) => file.startsWith(WORKSPACE)).map((file) => file.slice(WORKSPACE.length));
}

function placeOf(file: string, projectRoot: string): string {
  const name = nameIn(projectRoot, file);
  if (name !== undefined && isPlain(projectRoot)) return OWN + name;
  return WORKSPACE + (isPlain(file) ? file : join(plainParent(file) || '.', '**/*'));
}

/** The name of a file that lies in the project's own folder: one further below may be a nested project's, which Nx leaves out. */
function nameIn(projectRoot: string, file: string): string | undefined {
  const prefix = projectRoot === '.' ? '' : `${projectRoot}/`;
  const name = file.startsWith(prefix) ? file.slice(prefix.length) : '';
  return name === '' || name.includes('/') ? undefined : name;
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
    // A folder whose name holds signs of a glob cannot be named: all around it is read instead.
    if (!isPlain(folder)) return { include: [join(plainParent(folder) || '.', '**/*')], exclude: [] };
    const { include, exclude } = readGlobs(ignoreText, places);
    const fromWorkspace = (glob: string): string => join(folder, glob);
    return {
      include: include.map(fromWorkspace),
      exclude: [...exclude, ...ownOutputs(folder)].map(fromWorkspace),
    };
  });
  return union(all, named);
}

function union(all: readonly Filesets[], named: readonly string[]): Filesets {
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

/** The globs of a build, and those of builds of other projects. */
export function withGlobsOf(
  own: InputGlobs,
  others: readonly { readonly projectRoot: string; readonly globs: InputGlobs }[],
): InputGlobs {
  if (others.length === 0) return own;
  const foreign = others.flatMap(({ projectRoot, globs }) =>
    globs.files.map((file) =>
      file.startsWith(OWN) ? WORKSPACE + join(projectRoot, file.slice(OWN.length)) : file,
    ),
  );
  const files = [...new Set([...own.files, ...foreign])];
  const all = [own, ...others.map(({ globs }) => globs)];
  const restless = all.flatMap(({ restless: each }) => each);
  return { files, ...union(all, namedIn(files)), restless: [...new Set(restless)] };
}

const OWN = '{projectRoot}/';

/** What a build writes itself is no source of the next one. */
function ownOutputs(folder: string): readonly string[] {
  return folder === '.' ? [`${RECORDS_FOLDER}/**/*`] : [];
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
