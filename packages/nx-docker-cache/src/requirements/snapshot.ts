import { posix } from 'node:path';
import type { Requirement } from './entry';
import type { FlatRequirements } from './flatten';
import { readRequirements } from './read-requirements';

/** The requirements that the base layer of an image installs: what some files asked for once. */
export interface Snapshot {
  /** The files that it was taken of, relative to its own folder. */
  readonly sources: readonly string[];
  readonly requirements: readonly Requirement[];
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

/** Undefined for a text that is no snapshot of ours. */
export function readSnapshot(text: string): Snapshot | undefined {
  const [first = ''] = text.split(/\r?\n/, 1);
  if (!first.startsWith(MARK)) return undefined;
  return {
    sources: first.slice(MARK.length).split(', '),
    requirements: readRequirements(text).filter(
      (entry): entry is Requirement => entry.kind === 'requirement',
    ),
  };
}

/** The sources of a snapshot as paths of the tree that it lies in. */
export function sourcesOf({ sources }: Snapshot, path: string): readonly string[] {
  return sources.map((source) => posix.join(posix.dirname(path), source));
}

/** Names of the file that is put beside a requirements file: the first one, unless somebody else has it. */
export function snapshotNames(path: string): readonly [string, string] {
  const stem = path.replace(/\.(?:txt|in|pip)$/, '');
  return [`${stem}.base.txt`, `${stem}.base-layer.txt`];
}

/** Whether a file may be a snapshot, by its name. */
export function isSnapshotName(path: string): boolean {
  return /\.base(?:-layer)?\.txt$/.test(path);
}
