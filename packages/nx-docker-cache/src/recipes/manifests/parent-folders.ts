import { posix } from 'node:path';

/** A folder and those above it, up to the root: tools look for their settings there. */
export function withParents(folder: string): readonly string[] {
  return folder === '/' ? ['/'] : [folder, ...withParents(posix.dirname(folder))];
}
