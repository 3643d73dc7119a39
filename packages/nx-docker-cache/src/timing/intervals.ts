import type { Interval } from './record';

/** Milliseconds that lie inside at least one of the intervals. */
export function unionMs(intervals: readonly Interval[]): number {
  const ordered = intervals.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of ordered) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

export function sumMs(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);
}
