import { createHash } from 'node:crypto';
import { groupBy } from '../../collections/group-by';
import type { FileEntry, FilesRead } from '../step-key';

/** The same in at most so many entries: what is below the deepest folders becomes one entry each, until they are few. */
export function foldFiles(files: FilesRead, most: number): FilesRead {
  if (files.entries.length <= most) return files;
  let depth = Math.max(...files.entries.map(({ path }) => depthOf(path)));
  let entries = files.entries;
  while (entries.length > most && depth > 1) {
    depth -= 1;
    entries = foldBelow(files.entries, depth);
  }
  return { ...files, entries: entries.length > most ? [treeOf('', files.entries)] : entries };
}

function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}

function foldBelow(entries: readonly FileEntry[], depth: number): readonly FileEntry[] {
  const folders = groupBy(entries, ({ path }) => path.split('/').slice(0, depth).join('/'));
  return [...folders].map(([folder, [first, ...more]]) =>
    more.length === 0 && first.path === folder ? first : treeOf(folder, [first, ...more]),
  );
}

function treeOf(path: string, entries: readonly FileEntry[]): FileEntry {
  const content = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 32);
  return { kind: 'tree', path, count: entries.filter(({ kind }) => kind !== 'folder').length, content };
}
