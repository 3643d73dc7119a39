import { isUvLock } from './uv-lock';

/** Names of the file that is put beside requirements or a lock file: the first one, unless somebody else has it. */
export function snapshotNames(path: string): readonly [string, string] {
  const ending = isUvLock(path) ? '.lock' : '.txt';
  const stem = isUvLock(path) ? path.slice(0, -ending.length) : path.replace(/\.(?:txt|in|pip)$/, '');
  return [`${stem}.base${ending}`, `${stem}.base-layer${ending}`];
}

/** Whether a file may be a snapshot, by its name. */
export function isSnapshotName(path: string): boolean {
  return /\.base(?:-layer)?\.(?:txt|lock)$/.test(path);
}
