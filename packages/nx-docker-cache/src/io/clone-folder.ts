import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Where we keep what belongs to one clone of a workspace: Nx may give one folder to all of them.
 * @param workspaceData the folder that Nx gives its plugins
 */
export function cloneFolder(workspaceData: string, workspaceRoot: string): string {
  return join(workspaceData, 'nx-docker-cache', shortHash(workspaceRoot));
}

/** Twelve hexadecimal digits: part of a file name that stands for a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
