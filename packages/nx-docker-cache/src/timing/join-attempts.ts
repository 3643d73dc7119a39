import type { CollectedStep, StepCollector } from './collect';

/** What the stream of a build told, in one attempt or in several. */
export type CollectedBuild = Pick<StepCollector, 'steps' | 'warnings' | 'latest'>;

/**
 * One build out of its attempts. The last one finds in the cache what an earlier one has just built: a step was cached only
 * if every attempt that looked for it found it. Its work is that of all attempts; everything else is as the last one told.
 * Steps are known again by their names: what reads the build context has another digest in each attempt.
 */
export function joinAttempts(last: CollectedBuild, earlier: readonly CollectedBuild[]): CollectedBuild {
  if (earlier.length === 0) return last;
  const before = stepsByName(earlier);
  return {
    steps: new Map([...last.steps].map(([digest, step]) => [digest, joined(step, before)])),
    warnings: new Set([...earlier, last].flatMap(({ warnings }) => [...warnings])),
    latest: last.latest,
  };
}

function stepsByName(attempts: readonly CollectedBuild[]): ReadonlyMap<string, readonly CollectedStep[]> {
  const byName = new Map<string, CollectedStep[]>();
  for (const { steps, latest } of attempts)
    for (const step of steps.values())
      byName.set(step.name, [...(byName.get(step.name) ?? []), closed(step, latest)]);
  return byName;
}

/** What an attempt never closed ended with it at the latest. */
function closed(step: CollectedStep, latest: number): CollectedStep {
  const intervals = new Map([...step.intervals].map(([start, end]) => [start, end ?? latest]));
  return { ...step, intervals };
}

function joined(step: CollectedStep, earlier: ReadonlyMap<string, readonly CollectedStep[]>): CollectedStep {
  const before = earlier.get(step.name) ?? [];
  // An earlier attempt may have ended before it came to the step.
  const looked = [...before, step].filter(({ cached, intervals }) => cached || intervals.size > 0);
  return {
    ...step,
    toolLog: looked.findLast(({ cached }) => !cached)?.toolLog ?? step.toolLog,
    cached: looked.length > 0 && looked.every(({ cached }) => cached),
    intervals: new Map([...before, step].flatMap(({ intervals }) => [...intervals])),
  };
}
