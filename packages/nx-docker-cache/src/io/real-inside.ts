import { lstatSync, realpathSync } from 'node:fs';
import * as path from 'node:path';

/**
 * Whether what would be written at a path lies in a folder when all links on the way are followed. A path that is a link
 * itself is not: its target would be written.
 * @param root absolute; where it is not there (as in a test in memory) the path alone decides
 * @param file relative to the folder
 */
export function isReallyInside(root: string, file: string): boolean {
  const target = path.resolve(root, file);
  if (!isBelow(path.resolve(root), target)) return false;
  const realRoot = realOf(root);
  if (realRoot === undefined) return true;
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true) return false;
  let folder = path.dirname(target);
  let real = realOf(folder);
  while (real === undefined) {
    folder = path.dirname(folder);
    real = realOf(folder);
  }
  return real === realRoot || isBelow(realRoot, real);
}

function isBelow(folder: string, target: string): boolean {
  return target.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);
}

function realOf(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
