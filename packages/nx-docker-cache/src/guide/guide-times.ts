import { groupBy } from '../collections/group-by';
import { median, targetId } from '../timing/history/statistics';
import type { History } from '../timing/history/history';
import { wasBuiltAlone } from '../timing/run/build-entry';
import type { BuildEntry } from '../timing/run/run-record';
import type { GuideTimes, Measured } from './guide-facts';

/** Whether a project has a target that builds images: the history holds builds of the command, too, which are none of Nx's. */
export type IsTarget = (build: Pick<BuildEntry, 'project' | 'target'>) => boolean;

/** What the successful builds of a machine took, a line a target, in the order of their names. */
export function guideTimes(
  { builds }: Pick<History, 'builds'>,
  machine: string,
  isTarget: IsTarget,
): readonly GuideTimes[] {
  const own = builds.filter(
    (build) => build.machine === machine && build.outcome === 'success' && isTarget(build),
  );
  return [...groupBy(own, targetId)]
    .map(([id, group]): GuideTimes => {
      const starts = group.map(({ startedAt }) => startedAt);
      return {
        id,
        whole: measured(group.filter(({ cachedSteps }) => cachedSteps === 0)),
        cached: measured(group.filter(({ cachedSteps }) => cachedSteps > 0)),
        cachedSteps: sum(group.map(({ cachedSteps }) => cachedSteps)),
        totalSteps: sum(group.map(({ totalSteps }) => totalSteps)),
        first: Math.min(...starts),
        last: Math.max(...starts),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function measured(builds: readonly BuildEntry[]): Measured {
  // What several images took together is the time of none of them.
  const alone = builds.filter(wasBuiltAlone);
  return { builds: alone.length, medianMs: median(alone.map(({ wallMs }) => wallMs)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
