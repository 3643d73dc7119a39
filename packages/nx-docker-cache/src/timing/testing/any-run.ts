import * as fc from 'fast-check';
import type { RunRecord, TaskRecord } from '../run/run-record';
import { exampleEntry, exampleRun, exampleTask } from './runs';

interface Planned {
  readonly ms: number;
  readonly idleMs: number;
  readonly builtMs: number | undefined;
  readonly after: readonly number[];
}

const PLANNED: fc.Arbitrary<Planned> = fc.record({
  ms: fc.nat(2_000),
  idleMs: fc.nat(60),
  builtMs: fc.option(fc.nat(5_000), { nil: undefined }),
  after: fc.array(fc.nat(), { maxLength: 3 }),
});

/** A run as Nx would make it: tasks in an order, each on the place that becomes free first and after those it waits for. */
export function anyRun(): fc.Arbitrary<RunRecord> {
  return fc
    .record({
      places: fc.integer({ min: 1, max: 5 }),
      tasks: fc.array(PLANNED, { maxLength: 12 }),
      restMs: fc.nat(500),
    })
    .map(({ places, tasks, restMs }) => {
      const free = Array.from({ length: places }, () => 0);
      const made: TaskRecord[] = [];
      for (const planned of tasks) made.push(nextTask(planned, made, free));
      const last = Math.max(0, ...made.map(({ endedAt = 0 }) => endedAt));
      return exampleRun(made, { parallel: places, endedAt: last + restMs });
    });
}

function nextTask(
  { ms, idleMs, builtMs, after }: Planned,
  before: readonly TaskRecord[],
  free: number[],
): TaskRecord {
  const dependsOn =
    before.length === 0 ? [] : [...new Set(after.map((each) => before[each % before.length]?.id ?? ''))];
  const ready = Math.max(
    0,
    ...before.filter(({ id }) => dependsOn.includes(id)).map(({ endedAt = 0 }) => endedAt),
  );
  const place = free.indexOf(Math.min(...free));
  const start = Math.max(ready, free[place] ?? 0) + idleMs;
  free[place] = start + ms;
  const entry = exampleEntry({
    startedAt: start,
    wallMs: builtMs === undefined ? Math.floor(ms / 2) : builtMs,
  });
  return exampleTask(`p${before.length}:b`, [start, start + ms], {
    dependsOn,
    ...(builtMs === undefined
      ? { build: { kind: 'own', entry } }
      : { status: 'hit', build: { kind: 'earlier', entry, elsewhere: false } }),
  });
}
