import { posix } from 'node:path';
import type { FlatRequirements } from './flatten';
import { askedPackages, type Packages } from './packages';
import { readRequirements } from './read-requirements';
import { isUvLock, lockedPackages } from './uv-lock';

/** What the base layer of an image installs: what some files asked for once. */
export interface Snapshot {
  /** The files that it was taken of, relative to its own folder. */
  readonly sources: readonly string[];
  readonly packages: Packages;
  /** The install over it removes what nothing asks for any more (`uv sync`). */
  readonly removes: boolean;
}

const MARK = '# nx-docker-cache: a snapshot of ';
const NOTE =
  '# The base layer of the image installs it. `nx g split-requirements` and `nx sync` renew it when that pays; do not edit.';

/**
 * The text of a snapshot. What comes from another place than an index is left out: it may be something else at any time.
 *
 * @param sources relative to the folder of the snapshot
 */
export function snapshotText(
  sources: readonly string[],
  { settings, requirements }: FlatRequirements,
): string {
  const lines = [...settings, ...requirements].map(({ text }) =>
    text.replace(/ (--hash[= ])/g, ' \\\n    $1'),
  );
  return [`${MARK}${sources.join(', ')}`, NOTE, ...new Set(lines), ''].join('\n');
}

/** The text of a snapshot of a lock file: all of it. Lock files have the comments of requirements files. */
export function lockSnapshotText(source: string, text: string): string {
  return [`${MARK}${source}`, NOTE, text].join('\n');
}

const COMPANION_MARK = '# nx-docker-cache: beside ';

/** The pyproject.toml that uv reads together with a lock file: as it was when the snapshot was taken. */
export function companionText(snapshot: string, text: string): string {
  return [`${COMPANION_MARK}${posix.basename(snapshot)}`, NOTE, text].join('\n');
}

export function isCompanion(text: string): boolean {
  return text.startsWith(COMPANION_MARK);
}

/** `uv.base.lock` → `pyproject.base.toml`. */
export function companionOf(snapshot: string): string {
  const name = posix.basename(snapshot).replace(/^uv\./, 'pyproject.').replace(/lock$/, 'toml');
  return posix.join(posix.dirname(snapshot), name);
}

/** Undefined for a text that is no snapshot of ours. */
export function readSnapshot(text: string): Snapshot | undefined {
  const [first = ''] = text.split(/\r?\n/, 1);
  if (!first.startsWith(MARK)) return undefined;
  const sources = first.slice(MARK.length).split(', ');
  const removes = sources.some(isUvLock);
  return { sources, removes, packages: removes ? lockedPackages(text) : listedPackages(text) };
}

function listedPackages(text: string): Packages {
  return askedPackages(readRequirements(text).filter((entry) => entry.kind === 'requirement'));
}

/** The sources of a snapshot as paths of the tree that it lies in. */
export function sourcesOf({ sources }: Snapshot, path: string): readonly string[] {
  return sources.map((source) => posix.join(posix.dirname(path), source));
}
