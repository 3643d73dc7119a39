import type { SentFiles } from '../../context/project-files';
import type { Dockerfile } from '../../dockerfile/syntax';
import { planSplit, type SplitOptions, type SplitPlan } from './plan-split';
import { snapshotsOf, type SnapshotFound } from './plan-renewal';

export interface RequirementsOptions extends SplitOptions {
  /** Takes every snapshot anew, due or not. */
  readonly renew?: boolean;
  /** So many packages may differ from a snapshot before a new one is due. */
  readonly mostInDelta?: number;
}

/** What is to be done for one Dockerfile, and the files to be written. */
export interface RequirementsPlan extends SplitPlan {
  readonly snapshots: readonly (SnapshotFound & { readonly isRenewed: boolean })[];
  /** Texts by their paths in the context. */
  readonly writes: ReadonlyMap<string, string>;
}

/** Renews the snapshots that a Dockerfile has, where that is due, and splits its other installs. Pure and total. */
export function splitRequirements(
  dockerfile: Dockerfile,
  files: SentFiles,
  { renew = false, mostInDelta, ...options }: RequirementsOptions = {},
): RequirementsPlan {
  const snapshots = snapshotsOf(dockerfile, files, mostInDelta).map((found) => ({
    ...found,
    isRenewed:
      found.text !== undefined &&
      found.text !== files.text(found.path) &&
      (renew || found.state.due !== undefined),
  }));
  const plan = planSplit(dockerfile, files, options);
  const renewed = snapshots.flatMap(({ path, text, isRenewed }): [string, string][] =>
    isRenewed && text !== undefined ? [[path, text]] : [],
  );
  const made = plan.splits.map(({ snapshot }): [string, string] => [snapshot.path, snapshot.text]);
  return { ...plan, snapshots, writes: new Map([...renewed, ...made]) };
}
