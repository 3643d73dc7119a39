import type { SentFiles } from '../../context/project-files';
import type { Dockerfile } from '../../dockerfile/syntax';
import { planSplit, type SplitOptions, type SplitPlan } from './plan-split';
import { planRenewals, type RenewalOptions, type SnapshotPlan } from './plan-renewal';

export interface RequirementsOptions extends SplitOptions, RenewalOptions {}

/** What is to be done for one Dockerfile, and the files to be written. */
export interface RequirementsPlan extends SplitPlan {
  readonly snapshots: readonly SnapshotPlan[];
  /** Texts by their paths in the context. */
  readonly writes: ReadonlyMap<string, string>;
}

/** Renews the snapshots that a Dockerfile has, where that is due, and splits its other installs. Pure and total. */
export function splitRequirements(
  dockerfile: Dockerfile,
  files: SentFiles,
  options: RequirementsOptions = {},
): RequirementsPlan {
  const { snapshots, writes } = planRenewals(dockerfile, files, options);
  const plan = planSplit(dockerfile, files, options);
  const made = plan.splits.flatMap(({ snapshot }) => [...snapshot.files]);
  return { ...plan, snapshots, writes: new Map([...writes, ...made]) };
}
