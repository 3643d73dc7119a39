import { unionMs } from './intervals';
import type { Interval, TimeOutside } from './record';

/** The two ends of a build by two clocks of one machine agree better than this; buildx rounds. */
export const CLOCK_TOLERANCE_MS = 50;

export interface BuildSpan {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wallMs: number;
}

/**
 * Where the time went that lies in no step. Undefined for a build without steps, and when the steps do not lie inside
 * of the build: then the engine's clock is another one.
 */
export function timeOutside(
  intervals: readonly Interval[],
  { startedAt, wallMs }: BuildSpan,
): TimeOutside | undefined {
  const span = spanOf(intervals);
  if (span === undefined) return undefined;
  const [before, after] = [span.start - startedAt, startedAt + wallMs - span.end];
  if (Math.min(before, after) < -CLOCK_TOLERANCE_MS) return undefined;
  const between = span.end - span.start - unionMs(intervals);
  const [first, second, third] = [before, between, after].map((ms) => Math.max(0, Number(ms.toFixed(3))));
  return { before: first ?? 0, between: second ?? 0, after: third ?? 0 };
}

/** From the first moment to the last; undefined for what never began. */
export function spanOf(intervals: readonly Interval[]): Interval | undefined {
  if (intervals.length === 0) return undefined;
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}
