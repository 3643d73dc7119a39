import { median, targetId } from '../history/statistics';
import { wasBuiltAlone } from './build-entry';
import { stepPath } from './critical-path';
import type { BuildEntry, RunRecord, TaskRecord } from './run-record';
import { schedule, type PlannedPart, type PlannedTask } from './schedule';

/** How long the run would have taken if something had been otherwise. All of it is reckoned, nothing was measured. */
export interface WhatIf {
  /** The places for tasks that the reckoning starts from: what Nx was told, or how many ran side by side. */
  readonly places: number;
  readonly onePlaceMoreMs: number;
  /**
   * Every step of every build found in the layer cache. `measured`: from earlier builds of which each step was;
   * `reckoned`: without the steps that ran, for at least one of the tasks. Absent where images were built together: what one
   * of them would spare is not known.
   */
  readonly allCached?: { readonly ms: number; readonly basis: 'measured' | 'reckoned' };
  /**
   * Each task that was found in the task cache takes as long as its build took. Absent without such tasks, and where one of them
   * was built together with others.
   */
  readonly asBuilt?: { readonly ms: number; readonly path: readonly PlannedPart[] };
}

export function whatIf(run: RunRecord, history: readonly BuildEntry[]): WhatIf {
  // In the order in which Nx started them: it is the order of its queue.
  const tasks = run.tasks
    .filter(({ startedAt }) => startedAt !== undefined)
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  const places = run.parallel ?? mostAtOnce(tasks);
  const asItWas = plan(tasks, durationOf);
  const wallMs = Math.max(0, run.endedAt - run.startedAt);
  // What Nx does besides the tasks stays the same.
  const besides = Math.max(0, wallMs - schedule(asItWas, places).wallMs);
  // Shorter tasks and more places can make a longer schedule (Graham's anomalies): a run that went well would not change.
  const reckon = (planned: readonly PlannedTask[], count = places): number =>
    Math.min(wallMs, Math.round(besides + schedule(planned, count).wallMs));
  return {
    places,
    onePlaceMoreMs: reckon(asItWas, places + 1),
    ...cachedPlan(tasks, history, reckon),
    ...builtPlan(tasks, places, besides),
  };
}

function plan(tasks: readonly TaskRecord[], ms: (task: TaskRecord) => number): readonly PlannedTask[] {
  return tasks.map((task) => ({ id: task.id, ms: ms(task), dependsOn: task.dependsOn }));
}

/** Milliseconds. A build knows its own time by a clock that is never set, and its task cannot have taken less. */
export function durationOf({ startedAt = 0, endedAt = 0, build }: TaskRecord): number {
  return Math.max(0, endedAt - startedAt, build?.kind === 'own' ? build.entry.wallMs : 0);
}

function mostAtOnce(tasks: readonly TaskRecord[]): number {
  const starts = tasks.map(({ startedAt = 0 }) => startedAt);
  const counts = starts.map(
    (moment) =>
      tasks.filter((task) => (task.startedAt ?? 0) <= moment && (task.endedAt ?? 0) > moment).length,
  );
  return Math.max(1, ...counts);
}

function builtPlan(tasks: readonly TaskRecord[], places: number, besides: number): Pick<WhatIf, 'asBuilt'> {
  const earlier = tasks.flatMap(({ build }) => (build?.kind === 'earlier' ? [build.entry] : []));
  if (earlier.length === 0 || !earlier.every(wasBuiltAlone)) return {};
  const { wallMs, path } = schedule(
    plan(tasks, (task) => (task.build?.kind === 'earlier' ? task.build.entry.wallMs : durationOf(task))),
    places,
  );
  return { asBuilt: { ms: Math.round(besides + wallMs), path } };
}

function cachedPlan(
  tasks: readonly TaskRecord[],
  history: readonly BuildEntry[],
  reckon: (planned: readonly PlannedTask[]) => number,
): Pick<WhatIf, 'allCached'> {
  const own = tasks.flatMap(({ id, build }) => (build?.kind === 'own' ? [[id, build.entry] as const] : []));
  if (own.length === 0 || !own.every(([, entry]) => wasBuiltAlone(entry))) return {};
  const cached = new Map(own.map(([id, entry]) => [id, whenCached(entry, history)]));
  const planned = plan(tasks, (task) => {
    const [entry, time] = [task.build?.kind === 'own' ? task.build.entry : undefined, cached.get(task.id)];
    if (entry === undefined || time === undefined) return durationOf(task);
    return Math.min(durationOf(task), time.ms + Math.max(0, durationOf(task) - entry.wallMs));
  });
  const basis = [...cached.values()].every(({ isMeasured }) => isMeasured) ? 'measured' : 'reckoned';
  return { allCached: { ms: reckon(planned), basis } };
}

function whenCached(
  entry: BuildEntry,
  history: readonly BuildEntry[],
): { readonly ms: number; readonly isMeasured: boolean } {
  const times = [entry, ...history]
    .filter(
      (each) =>
        targetId(each) === targetId(entry) &&
        each.machine === entry.machine &&
        wasBuiltAlone(each) &&
        isWhollyCached(each),
    )
    .map(({ wallMs }) => wallMs);
  const measured = median(times);
  if (measured !== undefined) return { ms: measured, isMeasured: true };
  const ran = new Set(entry.steps.filter(({ cached }) => !cached).map(({ name }) => name));
  const spared = stepPath(entry)
    .filter(({ name }) => ran.has(name) && !/^\[internal\]/.test(name))
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return { ms: Math.max(0, entry.wallMs - spared), isMeasured: false };
}

function isWhollyCached({ outcome, cachedSteps, totalSteps }: BuildEntry): boolean {
  return outcome === 'success' && totalSteps > 0 && cachedSteps === totalSteps;
}
