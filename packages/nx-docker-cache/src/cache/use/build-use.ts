import type { CacheUse } from '../../timing/cache-use/cache-use';
import type { BuildRecord, StepRecord } from '../../timing/record';
import type { UsageRecord } from '../usage-record';
import { mountSizes, type LeftMounts } from './mount-sizes';
import { notKept } from './not-kept';
import type { RunUse } from './run-use';

export interface UseSources {
  readonly runUse: (name: string) => RunUse | undefined;
  /** The engine's records after the last RUN; undefined where they are not known, or are none of this builder. */
  readonly records: readonly UsageRecord[] | undefined;
  readonly left: LeftMounts;
}

/** What the cache mounts brought, for each RUN with cache mounts that ran, by the digest of its step. */
export function buildUse(
  { steps, retries, outcome }: BuildRecord,
  { runUse, records, left }: UseSources,
): ReadonlyMap<string, CacheUse> {
  const users = steps.flatMap((step) => {
    const use = hasRun(step) ? runUse(step.name) : undefined;
    return use === undefined ? [] : [{ step, use, mounts: use.mounts, intervals: step.intervals }];
  });
  const begun = Math.min(...steps.flatMap(({ intervals }) => intervals.map(({ start }) => start)));
  // How often a build that failed, or that was begun again, used its mounts is not known.
  const isCounted = outcome === 'success' && retries.length === 0;
  const sizes = mountSizes(users, { records: isCounted ? records : undefined, left, begun });
  return new Map(
    users.map(({ step, use }, index) => {
      const mounts = sizes[index] ?? [];
      const tools = step.cacheUse?.tools ?? [];
      const measured = use.mounts.flatMap((declared, place) => {
        const size = mounts[place];
        return size === undefined ? [] : [{ declared, size }];
      });
      const warnings = step.error === undefined ? notKept(tools, measured) : [];
      return [step.digest, { mounts, tools, warnings }];
    }),
  );
}

function hasRun({ kind, cached, intervals }: StepRecord): boolean {
  return kind === 'run' && !cached && intervals.length > 0;
}

/** The record with what its mounts brought. */
export function withCacheUse(record: BuildRecord, uses: ReadonlyMap<string, CacheUse>): BuildRecord {
  if (uses.size === 0) return record;
  return {
    ...record,
    steps: record.steps.map((step) => ({ ...step, cacheUse: uses.get(step.digest) ?? step.cacheUse })),
  };
}
