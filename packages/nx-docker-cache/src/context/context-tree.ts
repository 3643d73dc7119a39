/** What may be in a folder. Sockets are never part of a context. */
export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

/**
 * The folders of a context, read one by one as they are asked for: nothing is walked that no instruction reads.
 * Paths are relative to the context, '' is the context itself.
 */
export interface ContextTree {
  /** By name; undefined when there is no such folder. Links are not followed. */
  list(folder: string): ReadonlyMap<string, EntryKind> | undefined;
  /** What a symbolic link says. */
  readLink(path: string): string | undefined;
  /** The names of the links in a folder, where a tree can tell them for less than all names (`linksIn`). */
  links?(folder: string): readonly string[];
}

/** The names of the links in a folder. */
export function linksIn(tree: ContextTree, folder: string): readonly string[] {
  if (tree.links !== undefined) return tree.links(folder);
  return Array.from(tree.list(folder) ?? [], ([name, kind]) => (kind === 'symlink' ? name : '')).filter(
    (name) => name !== '',
  );
}

/** A tree made of paths, for tests and for lists that are already there. A link is written `from -> to`. */
export function treeOf(paths: readonly string[]): ContextTree {
  const folders = new Map<string, Map<string, EntryKind>>([['', new Map()]]);
  const links = new Map<string, string>();
  const add = (path: string, kind: EntryKind): void => {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(cut, 0));
    if (folder !== '') add(folder, 'directory');
    folders.get(folder)?.set(path.slice(cut + 1), kind);
    if (kind === 'directory' && !folders.has(path)) folders.set(path, new Map());
  };
  for (const path of paths) {
    const [from = '', to] = path.split(' -> ');
    if (to !== undefined) links.set(from, to);
    if (from.endsWith('/')) add(from.slice(0, -1), 'directory');
    else add(from, to === undefined ? 'file' : 'symlink');
  }
  return { list: (folder) => folders.get(folder), readLink: (path) => links.get(path) };
}
