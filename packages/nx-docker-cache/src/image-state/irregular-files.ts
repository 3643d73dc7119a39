import { createHash } from 'node:crypto';

/**
 * A file whose content is not all there is to it: one that can be executed, a symbolic link, a submodule. Nx hashes the
 * contents of files, and follows links: another mode or another target of a link is the same to it.
 */
export interface IrregularFile {
  /** Relative to the workspace. */
  readonly path: string;
  /** As git writes it: `100755`, `120000`, `160000`. */
  readonly mode: string;
  /** What a link says. */
  readonly target?: string;
}

const REGULAR = '100644';
const GONE = '000000';
const LINK = '120000';

/** One entry of `git ls-files --stage -z`: `<mode> <object> <stage>\t<path>`. */
export function readIndexEntry(entry: string): IrregularFile | undefined {
  const tab = entry.indexOf('\t');
  const mode = entry.slice(0, 6);
  return tab === -1 || mode === REGULAR ? undefined : { path: entry.slice(tab + 1), mode };
}

/** By path, the modes that `git diff-files --raw -z` finds on the disk: `:<mode> <mode> <object> <object> <status>\0<path>\0`. */
export function readDiffFiles(output: string): ReadonlyMap<string, string> {
  const words = output.split('\0');
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    const mode = words[index]?.split(' ')[1];
    if (mode !== undefined) found.set(words[index + 1] ?? '', mode);
  }
  return found;
}

/**
 * The irregular files as they are on the disk, sorted by path.
 * @param readLink what a link says, undefined where there is none
 */
export function irregularFiles(
  index: readonly IrregularFile[],
  onDisk: ReadonlyMap<string, string>,
  readLink: (path: string) => string | undefined,
): readonly IrregularFile[] {
  const modes = new Map([...index.map(({ path, mode }) => [path, mode] as const), ...onDisk]);
  return [...modes]
    .filter(([, mode]) => mode !== REGULAR && mode !== GONE)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, mode]) => {
      const target = mode === LINK ? readLink(path) : undefined;
      return { path, mode, ...(target !== undefined && { target }) };
    });
}

/**
 * A digest of the irregular files that are one of the roots or lie below one ('.' is the workspace).
 * @param files undefined where git could not tell
 */
export function irregularDigest(
  files: readonly IrregularFile[] | undefined,
  roots: readonly string[],
): string {
  if (files === undefined) return 'unknown';
  const hash = createHash('sha256');
  for (const { path, mode, target } of files) {
    const isRead = roots.some((root) => root === '.' || path === root || path.startsWith(`${root}/`));
    if (isRead) hash.update(`${mode} ${path}\0${target ?? ''}\0`);
  }
  return hash.digest('hex').slice(0, 32);
}
