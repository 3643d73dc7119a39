import { unionMs } from './intervals';
import type { Interval, TimeOutside } from './record';

/** Clocks of one machine agree better than this; buildx rounds. */
const TOLERANCE_MS = 50;

export interface BuildSpan {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wallMs: number;
}

/**
 * The parts of the intervals that lie in the build. BuildKit shares a step between builds that run at once and tells the
 * later one when it began in the earlier one: it may begin before the build, but ends in it.
 * Undefined when that is not so: then the engine's clock is another one, or was set.
 */
export function insideBuild(
  intervals: readonly Interval[],
  { startedAt, wallMs }: BuildSpan,
): readonly Interval[] | undefined {
  const endedAt = startedAt + wallMs;
  if (!intervals.every(({ end }) => end >= startedAt - TOLERANCE_MS && end <= endedAt + TOLERANCE_MS))
    return undefined;
  const inside = (moment: number): number => Math.min(endedAt, Math.max(startedAt, moment));
  return intervals.map(({ start, end }) => ({ start: inside(start), end: inside(end) }));
}

/** Steps that take longer than the whole build, wherever they are moved. */
export function exceedsBuild(intervals: readonly Interval[], build: BuildSpan): boolean {
  const span = spanOf(intervals);
  if (span === undefined || insideBuild(intervals, build) !== undefined) return false;
  return span.end - span.start > build.wallMs + TOLERANCE_MS;
}

/**
 * Where the time went that lies in no step. Undefined for a build without steps, and where the engine's clock is
 * another one.
 */
export function timeOutside(intervals: readonly Interval[], build: BuildSpan): TimeOutside | undefined {
  const inside = insideBuild(intervals, build);
  const span = inside && spanOf(inside);
  if (inside === undefined || span === undefined) return undefined;
  return {
    before: rounded(span.start - build.startedAt),
    between: rounded(span.end - span.start - unionMs(inside)),
    after: rounded(build.startedAt + build.wallMs - span.end),
  };
}

function rounded(ms: number): number {
  return Math.max(0, Number(ms.toFixed(3)));
}

/** From the first moment to the last; undefined for what never began. */
export function spanOf(intervals: readonly Interval[]): Interval | undefined {
  if (intervals.length === 0) return undefined;
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}
