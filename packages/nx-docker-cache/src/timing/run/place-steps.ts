import {
  clocksAgree,
  clockWasSet,
  intervalsOf,
  spanOf,
  type BuildSpan,
  type TimedStep,
} from '../time-outside';

/** When a step began and ended by the engine's clock, milliseconds since the epoch. */
export interface StepSpan {
  readonly start: number;
  readonly end: number;
}

const NEVER: StepSpan = { start: 0, end: 0 };

export interface PlacedSteps {
  /** Milliseconds from the start of the build, all inside of it, in the order that was given; at 0 for a step that never began. */
  readonly spans: readonly StepSpan[];
  /** By so much the steps were moved; 0 where the clocks agree. */
  readonly movedMs: number;
  /** False when the steps take longer than the build: a clock was set meanwhile. */
  readonly isCertain: boolean;
}

/**
 * The engine's clock may be another machine's, or may have been set: what BuildKit did for this build lies inside of it
 * for sure, so where it does not all steps are moved there as a whole, to its end, where buildx ends with them.
 * @param shown the steps to place
 * @param all the steps of the build
 */
export function placeSteps(
  shown: readonly TimedStep[],
  all: readonly TimedStep[],
  build: BuildSpan,
): PlacedSteps {
  const whole = spanOf(intervalsOf(all));
  if (whole === undefined) return { spans: shown.map(() => NEVER), movedMs: 0, isCertain: true };
  const isCertain = !clockWasSet(all, build);
  const movedMs = clocksAgree(all, build) ? 0 : Math.round(distance(whole, build, isCertain));
  const inside = (moment: number): number =>
    Math.round(Math.min(build.wallMs, Math.max(0, moment - build.startedAt + movedMs)));
  return {
    spans: shown.map(({ intervals }) => {
      const span = spanOf(intervals);
      if (span === undefined) return NEVER;
      const start = inside(span.start);
      return { start, end: Math.max(start, inside(span.end)) };
    }),
    movedMs,
    isCertain,
  };
}

function distance({ start, end }: StepSpan, { startedAt, wallMs }: BuildSpan, isCertain: boolean): number {
  return isCertain ? startedAt + wallMs - end : startedAt - start;
}
