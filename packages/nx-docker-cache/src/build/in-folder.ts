import * as path from 'node:path';

/** Whether a path is a folder or in it, by their names alone. Never for a folder that is not absolute. */
export function isInFolder(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return path.isAbsolute(folder) && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
