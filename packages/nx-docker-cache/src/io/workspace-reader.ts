import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onceEach } from '../collections/once-each';
import type { ContextTree } from '../context/context-tree';
import { folderTree, type Listings } from './folder-tree';

/** Files of a workspace by their path relative to it, for the time in which Nx makes its project graph. */
export interface WorkspaceReader {
  exists(path: string): boolean;
  /** Undefined for what is absent or cannot be read: a build says why, the graph of all projects must not fail. */
  text(path: string): string | undefined;
  /** What lies in a folder, '.' being the workspace. Read as it is asked for. */
  tree(folder: string): ContextTree;
  readonly platform: string;
}

/** Each path is asked for once. */
export function workspaceReader(workspaceRoot: string): WorkspaceReader {
  const listings: Listings = new Map();
  return {
    platform: process.platform,
    exists: (path) => existsSync(`${workspaceRoot}/${path}`),
    text: onceEach((path) => readText(`${workspaceRoot}/${path}`)),
    tree: onceEach((folder) => folderTree(join(workspaceRoot, folder), listings)),
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
