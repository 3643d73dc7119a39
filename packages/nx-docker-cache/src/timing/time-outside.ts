import { unionMs } from './intervals';
import type { Interval, StepRecord, TimeOutside } from './record';

/** Clocks of one machine agree better than this; buildx rounds. */
export const CLOCK_TOLERANCE_MS = 50;

export interface BuildSpan {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wallMs: number;
}

/** A step as far as its place in time counts. */
export type TimedStep = Pick<StepRecord, 'name' | 'kind' | 'intervals'>;

/**
 * What a build certainly did itself. BuildKit shares the other steps between builds that run at once, and tells the later
 * one when they began, or were done, for the earlier one.
 */
function isOwn({ name, kind }: TimedStep): boolean {
  return kind === 'export' || kind === 'push' || name.startsWith('[internal] load build definition');
}

/** Whether engine and machine tell the same time: then all that the build did itself lies inside of it. */
export function clocksAgree(steps: readonly TimedStep[], { startedAt, wallMs }: BuildSpan): boolean {
  const own = steps.filter(isOwn);
  const span = spanOf(intervalsOf(own.length > 0 ? own : steps));
  if (span === undefined) return true;
  return span.start >= startedAt - CLOCK_TOLERANCE_MS && span.end <= startedAt + wallMs + CLOCK_TOLERANCE_MS;
}

/** The parts of the intervals that lie in the build, where the clocks agree. */
export function insideBuild(
  intervals: readonly Interval[],
  { startedAt, wallMs }: BuildSpan,
): readonly Interval[] {
  const inside = (moment: number): number => Math.min(startedAt + wallMs, Math.max(startedAt, moment));
  return intervals.map(({ start, end }) => ({ start: inside(start), end: inside(end) }));
}

/** Steps that take longer than the whole build. */
export function clockWasSet(steps: readonly TimedStep[], build: BuildSpan): boolean {
  const span = spanOf(intervalsOf(steps));
  if (span === undefined || clocksAgree(steps, build)) return false;
  return span.end - span.start > build.wallMs + CLOCK_TOLERANCE_MS;
}

/**
 * Where the time went that lies in no step. Undefined for a build without steps, and where the engine's clock is
 * another one.
 */
export function timeOutside(steps: readonly TimedStep[], build: BuildSpan): TimeOutside | undefined {
  const inside = insideBuild(intervalsOf(steps), build).filter(({ start, end }) => end > start);
  const span = spanOf(inside);
  if (span === undefined || !clocksAgree(steps, build)) return undefined;
  return {
    before: rounded(span.start - build.startedAt),
    between: rounded(span.end - span.start - unionMs(inside)),
    after: rounded(build.startedAt + build.wallMs - span.end),
  };
}

export function intervalsOf(steps: readonly Pick<TimedStep, 'intervals'>[]): readonly Interval[] {
  return steps.flatMap(({ intervals }) => intervals);
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
