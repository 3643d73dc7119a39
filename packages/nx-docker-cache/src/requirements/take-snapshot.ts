import { posix } from 'node:path';
import { flatten } from './flatten';
import { askedPackages, type Packages } from './packages';
import type { ReadText, UnreadableList } from './read-with-includes';
import { companionOf, companionText, lockSnapshotText, snapshotText } from './snapshot';
import { isUvLock, lockedPackages } from './uv-lock';

/** A snapshot as it would be taken now. */
export interface TakenSnapshot {
  readonly kind: 'taken';
  readonly packages: Packages;
  /** All files of it by their paths, the snapshot first. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * @param path of the snapshot
 * @param sources what it is taken of: requirements files, or one lock file. Paths are those that `read` knows.
 */
export function takeSnapshot(
  path: string,
  sources: readonly string[],
  read: ReadText,
): TakenSnapshot | UnreadableList {
  const lock = sources.find(isUvLock);
  if (lock !== undefined) return takeLock(path, lock, read);
  const flat = flatten(sources, read);
  if (flat.kind === 'unreadable') return flat;
  const relative = sources.map((source) => posix.relative(posix.dirname(path), source));
  return {
    kind: 'taken',
    packages: askedPackages(flat.requirements),
    files: new Map([[path, snapshotText(relative, flat)]]),
  };
}

function takeLock(path: string, lock: string, read: ReadText): TakenSnapshot | UnreadableList {
  const text = read(lock);
  const manifest = posix.join(posix.dirname(lock), 'pyproject.toml');
  const beside = read(manifest);
  if (text === undefined) return { kind: 'unreadable', detail: lock };
  if (beside === undefined) return { kind: 'unreadable', detail: manifest };
  return {
    kind: 'taken',
    packages: lockedPackages(text),
    files: new Map([
      [path, lockSnapshotText(posix.relative(posix.dirname(path), lock), text)],
      [companionOf(path), companionText(path, beside)],
    ]),
  };
}
