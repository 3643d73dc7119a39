import type { SentFiles } from '../../context/project-files';
import type { Dockerfile } from '../../dockerfile/syntax';
import { readSnapshot, sourcesOf } from '../../requirements/snapshot';
import { snapshotState, type SnapshotState } from '../../requirements/snapshot-state';
import { isHeavy } from '../../requirements/heavy-packages';
import { takeSnapshot } from '../../requirements/take-snapshot';
import { sitesOf } from '../sites';
import { snapshotsIn } from './split';

/** A snapshot that a Dockerfile installs, and what has become of its sources since. */
export interface SnapshotFound {
  /** Relative to the context. */
  readonly path: string;
  /** The first line of the RUN that installs it. */
  readonly line: number;
  readonly state: SnapshotState;
  /** Its files as they would be taken now, by their paths in the context; undefined where its sources cannot be read. */
  readonly taken: ReadonlyMap<string, string> | undefined;
}

/** The snapshots that the RUNs of a Dockerfile install. Pure and total. */
export function snapshotsOf(
  dockerfile: Dockerfile,
  files: Pick<SentFiles, 'text'>,
  mostInDelta?: number,
): readonly SnapshotFound[] {
  return sitesOf(dockerfile)
    .runs.flat()
    .flatMap((site) =>
      snapshotsIn(site, files).flatMap((path): SnapshotFound[] => {
        const snapshot = readSnapshot(files.text(path) ?? '');
        if (snapshot === undefined) return [];
        const taken = takeSnapshot(path, sourcesOf(snapshot, path), (source) => files.text(source));
        const line = site.run.startLine;
        if (taken.kind === 'unreadable') {
          const due = `what it was taken of cannot be read (${taken.detail})`;
          return [{ path, line, taken: undefined, state: { removed: [], changed: [], added: [], due } }];
        }
        const state = snapshotState(snapshot, taken.packages, isHeavy, mostInDelta);
        return [{ path, line, taken: taken.files, state }];
      }),
    );
}

export interface RenewalOptions {
  /** Takes every snapshot anew, due or not. */
  readonly renew?: boolean;
  /** So many packages may differ from a snapshot before a new one is due. */
  readonly mostInDelta?: number;
}

/** A snapshot, and whether it is taken anew. */
export type SnapshotPlan = SnapshotFound & { readonly isRenewed: boolean };

export interface RenewalPlan {
  readonly snapshots: readonly SnapshotPlan[];
  /** The new texts by their paths in the context. */
  readonly writes: ReadonlyMap<string, string>;
}

/** Which snapshots of a Dockerfile are taken anew: those that are due, and that can be. Pure and total. */
export function planRenewals(
  dockerfile: Dockerfile,
  files: Pick<SentFiles, 'text'>,
  { renew = false, mostInDelta }: RenewalOptions = {},
): RenewalPlan {
  const writes = new Map<string, string>();
  const snapshots = snapshotsOf(dockerfile, files, mostInDelta).map((found): SnapshotPlan => {
    const { taken = new Map<string, string>(), state } = found;
    const isOther = [...taken].some(([path, text]) => files.text(path) !== text);
    const isRenewed = isOther && (renew || state.due !== undefined);
    if (isRenewed) for (const [path, text] of taken) writes.set(path, text);
    return { ...found, isRenewed };
  });
  return { snapshots, writes };
}
