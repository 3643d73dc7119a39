import { readdirSync, readFileSync, readlinkSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { ContextTree, EntryKind } from '../context/context-tree';
import type { ProjectFiles } from '../context/project-files';

/** What is in folders of the disk, by their paths. */
export type Listings = Map<string, ReadonlyMap<string, EntryKind> | undefined>;

/**
 * A folder on the disk as a tree. Each folder is read once; what cannot be read is not there.
 * @param listings of folders that were read for other trees
 */
export function folderTree(root: string, listings: Listings = new Map()): ContextTree {
  return {
    list: (folder) => {
      const path = join(root, folder);
      let names = listings.get(path);
      if (names === undefined && !listings.has(path)) listings.set(path, (names = listFolder(path)));
      return names;
    },
    readLink: (path) => {
      try {
        return readlinkSync(join(root, path));
      } catch {
        return undefined;
      }
    },
  };
}

/** The same with the texts of its files. */
export function folderFiles(root: string): ProjectFiles {
  return {
    ...folderTree(root),
    text: (path) => {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function listFolder(folder: string): ReadonlyMap<string, EntryKind> | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, kindOf(entry)]));
  } catch {
    return undefined;
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}
