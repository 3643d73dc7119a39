import * as path from 'node:path';
import type { BuildRequest } from './build-request';

/** Relative to a folder, with `/`; `.` for the folder itself. Both are absolute. */
export function pathFrom(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/') || '.';
}

/** A path as messages have it. */
export function shownPath({ workspaceRoot }: Pick<BuildRequest, 'workspaceRoot'>, absolute: string): string {
  return pathFrom(workspaceRoot, absolute);
}
