import type { StepKind, StepRecord } from '../timing/record';
import type { Sample } from './results';

/** A step as far as its time counts. */
export type SpentStep = Pick<StepRecord, 'digest' | 'kind' | 'cached' | 'intervals'>;

/**
 * What the time of builds that ran together went into. A step that several of them share stands in the record of each and ran
 * once: the intervals of one digest are counted once.
 */
export function timeSpent(steps: readonly SpentStep[]): Pick<Sample, 'runMs' | 'exportMs'> {
  const spent = (kind: StepKind): number => {
    const intervals = new Map(
      steps
        .filter((step) => step.kind === kind && !step.cached)
        .flatMap(({ digest, intervals }) =>
          intervals.map(({ start, end }) => [`${digest} ${start}`, end - start] as const),
        ),
    );
    return [...intervals.values()].reduce((sum, ms) => sum + ms, 0);
  };
  return { runMs: spent('run'), exportMs: spent('export') };
}
