import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { treeOf } from '../../packages/nx-docker-cache/src/context/context-tree';
import type { ProjectFiles } from '../../packages/nx-docker-cache/src/context/project-files';

/** A public repository, as repositories.json lists it. */
export interface PublicRepository {
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
}

export interface PublicDockerfile {
  readonly repository: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The folder it lies in, which is its build context as far as anybody can tell from outside. */
  readonly folder: ProjectFiles;
}

const IS_DOCKERFILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.[Dd]ockerfile$/;
/** Templates, ignore files and texts that only carry the name. */
const IS_NONE = /\.(?:dockerignore|md|j2|tmpl|template|erb|sh|py|ya?ml|json|txt)$/;

/** Some hundred megabytes in one answer of git. */
const MOST_BYTES = 512 * 1024 * 1024;

interface Blob {
  readonly mode: string;
  readonly digest: string;
  readonly path: string;
}

const LINK = '120000';

/**
 * The Dockerfiles of a repository at its commit, read from a clone without a work tree.
 * @throws Error when the clone does not hold the commit
 */
export function dockerfilesOf(
  { repository, commit }: PublicRepository,
  clone: string,
): readonly PublicDockerfile[] {
  const blobs = blobsOf(clone, commit);
  return blobs
    .filter(({ mode, path }) => mode !== LINK && IS_DOCKERFILE.test(path) && !IS_NONE.test(path))
    .map(({ digest, path }) => ({
      repository,
      path,
      bytes: git(clone, ['cat-file', 'blob', digest]),
      folder: folderOf(clone, blobs, posix.dirname(path)),
    }));
}

function blobsOf(clone: string, commit: string): readonly Blob[] {
  const listed = git(clone, ['ls-tree', '-r', '-z', commit]).toString('utf8').split('\0');
  return listed.flatMap((line): Blob[] => {
    const [, mode, digest, path] = /^(\d+) blob (\w+)\t(.*)$/s.exec(line) ?? [];
    return mode === undefined || digest === undefined || path === undefined ? [] : [{ mode, digest, path }];
  });
}

/** Its files are read when somebody asks for them. */
function folderOf(clone: string, blobs: readonly Blob[], folder: string): ProjectFiles {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const below = blobs.filter(({ path }) => path.startsWith(prefix));
  const digests = new Map(below.map(({ path, digest }) => [path.slice(prefix.length), digest]));
  const content = (path: string): string | undefined => {
    const digest = digests.get(path);
    return digest === undefined ? undefined : textOf(clone, digest);
  };
  const links = new Set(
    below.filter(({ mode }) => mode === LINK).map(({ path }) => path.slice(prefix.length)),
  );
  const paths = [...digests.keys()];
  return {
    ...treeOf(paths.map((path) => (links.has(path) ? `${path} -> ${content(path) ?? ''}` : path))),
    text: (path) => (links.has(path) ? undefined : content(path)),
  };
}

/** Undefined where the clone lists a file that it does not hold: of a snapshot the largest are left out. */
function textOf(clone: string, digest: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', clone, 'cat-file', 'blob', digest], {
    maxBuffer: MOST_BYTES,
  });
  return status === 0 ? stdout.toString('utf8') : undefined;
}

/** Where a clone lies below the folder of all clones; undefined when there is none. */
export function cloneIn(folder: string, { repository }: PublicRepository): string | undefined {
  const flat = repository.replace('/', '+');
  return [join(flat, 'repo'), flat, repository]
    .map((name) => join(folder, name))
    .find((clone) => existsSync(join(clone, 'HEAD')) || existsSync(join(clone, '.git')));
}

/** Clones a repository without its files, which are fetched when they are read. @throws Error */
export function fetchClone(folder: string, { repository }: PublicRepository): string {
  const clone = join(folder, repository);
  git('.', ['clone', '--quiet', '--bare', '--filter=blob:none', `https://github.com/${repository}`, clone]);
  return clone;
}

function git(folder: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], { maxBuffer: MOST_BYTES });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString('utf8').trim()}`);
  return stdout;
}
