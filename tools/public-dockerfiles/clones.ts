import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

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
}

const IS_DOCKERFILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.[Dd]ockerfile$/;
/** Templates, ignore files and texts that only carry the name. */
const IS_NONE = /\.(?:dockerignore|md|j2|tmpl|template|erb|sh|py|ya?ml|json|txt)$/;

/** Some hundred megabytes in one answer of git. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * The Dockerfiles of a repository at its commit, read from a clone without a work tree.
 * @throws Error when the clone does not hold the commit
 */
export function dockerfilesOf(
  { repository, commit }: PublicRepository,
  clone: string,
): readonly PublicDockerfile[] {
  const listed = git(clone, ['ls-tree', '-r', '-z', commit]).toString('utf8').split('\0');
  const blobs = listed.flatMap((line) => {
    const [, mode, digest, path] = /^(\d+) blob (\w+)\t(.*)$/s.exec(line) ?? [];
    if (digest === undefined || path === undefined || mode === '120000') return [];
    return IS_DOCKERFILE.test(path) && !IS_NONE.test(path) ? [{ digest, path }] : [];
  });
  return blobs.map(({ digest, path }) => ({
    repository,
    path,
    bytes: git(clone, ['cat-file', 'blob', digest]),
  }));
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
