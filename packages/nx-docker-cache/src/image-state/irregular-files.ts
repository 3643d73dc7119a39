import { createHash } from 'node:crypto';
import { firstFrom } from '../collections/first-from';
import { onceEach } from '../collections/once-each';

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
 * @param files sorted by path, as `irregularFiles` gives them; undefined where git could not tell
 */
export function irregularDigest(
  files: readonly IrregularFile[] | undefined,
  roots: readonly string[],
): string {
  return files === undefined ? 'unknown' : digestsOf(files)(rangesOf(files, roots).join());
}

/** By the same list, which is asked for each image of a workspace: many of them read the same files. */
const KNOWN_DIGESTS = new WeakMap<readonly IrregularFile[], (ranges: string) => string>();

function digestsOf(files: readonly IrregularFile[]): (ranges: string) => string {
  let digests = KNOWN_DIGESTS.get(files);
  if (digests === undefined)
    KNOWN_DIGESTS.set(files, (digests = onceEach((ranges) => digestOf(files, ranges))));
  return digests;
}

function digestOf(files: readonly IrregularFile[], ranges: string): string {
  const places = ranges === '' ? [] : ranges.split(',').map(Number);
  const hash = createHash('sha256');
  for (let index = 0; index + 1 < places.length; index += 2)
    for (const { path, mode, target } of files.slice(places[index], places[index + 1]))
      hash.update(`${mode} ${path}\0${target ?? ''}\0`);
  return hash.digest('hex').slice(0, 32);
}

/** Where in the list the files of the roots stand: beginnings and ends by turns, without overlaps, in order. */
function rangesOf(files: readonly IrregularFile[], roots: readonly string[]): readonly number[] {
  if (roots.includes('.')) return [0, files.length];
  const pathAt = (index: number): string => files[index]?.path ?? '';
  const from = (path: string): number => firstFrom(files.length, pathAt, path);
  const found = roots.flatMap((root): (readonly [number, number])[] => {
    const own = from(root);
    return [
      [own, files[own]?.path === root ? own + 1 : own],
      [from(`${root}/`), from(`${root}${AFTER_SLASH}`)],
    ];
  });
  const joined: number[] = [];
  for (const [start, end] of found.sort(([a], [b]) => a - b)) {
    const last = joined.at(-1) ?? 0;
    if (end <= Math.max(start, last)) continue;
    if (joined.length > 0 && start <= last) joined[joined.length - 1] = end;
    else joined.push(start, end);
  }
  return joined;
}

/** What is below a folder stands in front of the folder's name with the sign that follows a slash. */
const AFTER_SLASH = '0';
