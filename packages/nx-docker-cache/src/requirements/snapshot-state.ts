import type { Packages } from './packages';
import type { Snapshot } from './snapshot';

/** What has come to requirements since a snapshot of them was taken. Names are normalised and in order. */
export interface SnapshotState {
  /** In the snapshot only: the base layer installs what nobody asks for any more. */
  readonly removed: readonly string[];
  /** Another version is asked for: it is installed over that of the base layer. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Why a new snapshot is due; undefined while the old one is as good. */
  readonly due: string | undefined;
}

/** So many packages in the upper layer are still quicker than all of them once more. */
export const MOST_IN_DELTA = 10;

/**
 * Compares a snapshot with what its sources ask for now. A package that nobody asks for any more makes the image another one
 * than a plain install makes, or a larger one: then a new snapshot is due at once. Another version of a heavy package is in
 * the image twice.
 *
 * @param isHeavy by normalised name
 */
export function snapshotState(
  { packages: before, removes }: Pick<Snapshot, 'packages' | 'removes'>,
  after: Packages,
  isHeavy: (name: string) => boolean,
  mostInDelta: number = MOST_IN_DELTA,
): SnapshotState {
  const removed = [...before.keys()].filter((name) => !after.has(name)).sort();
  const changed = [...after.keys()]
    .filter((name) => before.has(name) && before.get(name) !== after.get(name))
    .sort();
  const added = [...after.keys()].filter((name) => !before.has(name)).sort();
  const heavy = [...changed, ...added].filter(isHeavy);
  const count = changed.length + added.length;
  return { removed, changed, added, due: dueBecause({ removed, heavy, count }, removes, mostInDelta) };
}

interface Differences {
  readonly removed: readonly string[];
  readonly heavy: readonly string[];
  /** Of packages that the upper layer installs. */
  readonly count: number;
}

function dueBecause(
  { removed, heavy, count }: Differences,
  removes: boolean,
  mostInDelta: number,
): string | undefined {
  if (removed.length > 0)
    return `the base layer installs ${listed(removed)}, which nothing asks for any more: ${removes ? 'it takes room in the image' : 'the image is not that of a plain install'}`;
  if (heavy.length > 0)
    return `${listed(heavy)} is large, and each change of the upper layer installs it again`;
  return count > mostInDelta
    ? `${count} packages differ from the base layer, and each change of the upper layer installs them again`
    : undefined;
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
