import { readdirSync, readFileSync, readlinkSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { ContextTree, EntryKind } from '../context/context-tree';
import type { ProjectFiles } from '../context/project-files';

/** A folder on the disk as a tree. Each folder is read once; what cannot be read is not there. */
export function folderTree(root: string): ContextTree {
  const folders = new Map<string, ReadonlyMap<string, EntryKind> | undefined>();
  return {
    list: (folder) => {
      if (!folders.has(folder)) folders.set(folder, listFolder(join(root, folder)));
      return folders.get(folder);
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
