import type { History, RunEntry } from '../history/history';
import {
  slowestSteps,
  targetStatistics,
  type StepStatistics,
  type TargetStatistics,
} from '../history/statistics';
import type { CacheUse } from '../cache-use/cache-use';
import type { Cause } from '../cause';
import { hasBegun, isInstruction } from '../run/build-entry';
import { criticalPath, type PathPart } from '../run/critical-path';
import type { BuildEntry, BuildStep, RunRecord, TaskRecord } from '../run/run-record';
import { whatIf, type WhatIf } from '../run/what-if';

/** A step that ran, with why, as far as it is known. */
export interface Miss {
  readonly task: string;
  readonly dockerfile: string;
  readonly step: string;
  readonly line?: number;
  readonly ms: number;
  readonly cause?: Cause;
  /** Others that alone would have made it run as well. */
  readonly also?: readonly Cause[];
  /** What its cache mounts brought; absent where nothing is known. */
  readonly cacheUse?: CacheUse;
  /** For a step that ran because of one above: the one at the beginning of it all. */
  readonly root?: { readonly step: string; readonly line?: number; readonly cause?: Cause };
}

/** Everything that a report shows, in whatever form. */
export interface Report {
  readonly run: RunRecord;
  readonly wallMs: number;
  readonly path: readonly PathPart[];
  readonly whatIf: WhatIf;
  /** Steps of this run's builds that were not found in the layer cache, the slowest first. */
  readonly misses: readonly Miss[];
  readonly targets: readonly TargetStatistics[];
  readonly slowest: readonly StepStatistics[];
  /** The last runs, oldest first. */
  readonly runs: readonly RunEntry[];
  /** The builds that these statistics are made of. */
  readonly builds: readonly BuildEntry[];
  /** What a reader must know before believing the numbers. */
  readonly notes: readonly string[];
}

export interface ReportOptions {
  /** How many runs are looked back at. */
  readonly last: number;
}

const SLOWEST_STEPS = 20;

export function makeReport(run: RunRecord, all: History, { last }: ReportOptions): Report {
  const history = lastRuns(ofMachine(all, run.machine), last);
  return {
    run,
    wallMs: run.endedAt - run.startedAt,
    path: criticalPath(run),
    whatIf: whatIf(run, history.builds),
    misses: missesOf(run),
    targets: targetStatistics(history, run.machine),
    slowest: slowestSteps(history, run.machine, SLOWEST_STEPS),
    runs: history.runs,
    builds: history.builds.filter(({ machine }) => machine === run.machine),
    notes: notesOn(run, all),
  };
}

/** Times are compared with those of the same machine only. */
function ofMachine({ builds, runs, ...rest }: History, machine: string): History {
  const isOwn = (each: { readonly machine: string }): boolean => each.machine === machine;
  return { ...rest, builds: builds.filter(isOwn), runs: runs.filter(isOwn) };
}

/** The last runs with their builds, and the builds that no run speaks of but that are as new. */
function lastRuns(history: History, last: number): History {
  const runs = history.runs.slice(-last);
  const since = runs.length < history.runs.length ? (runs[0]?.startedAt ?? 0) : Number.NEGATIVE_INFINITY;
  const builds = history.builds.filter(({ startedAt }) => startedAt >= since);
  return { ...history, runs, builds: runs.length === 0 ? builds.slice(-last) : builds };
}

function missesOf(run: RunRecord): readonly Miss[] {
  return run.tasks
    .flatMap((task) => {
      if (task.build?.kind !== 'own') return [];
      const { entry } = task.build;
      return entry.steps
        .filter((step) => !step.cached && isInstruction(step) && hasBegun(step))
        .map((step) => missOf(task.id, entry, step));
    })
    .sort((a, b) => b.ms - a.ms);
}

function missOf(task: string, { dockerfile, steps }: BuildEntry, step: BuildStep): Miss {
  const { name, line, ownMs, cause, also, cacheUse } = step;
  const root = rootOf(step, steps);
  return {
    task,
    dockerfile,
    step: name,
    ...(line !== undefined && { line }),
    ms: ownMs,
    ...(cause !== undefined && { cause }),
    ...(also !== undefined && { also }),
    ...(cacheUse !== undefined && { cacheUse }),
    ...(root !== undefined && {
      root: {
        step: root.name,
        ...(root.line !== undefined && { line: root.line }),
        ...(root.cause !== undefined && { cause: root.cause }),
      },
    }),
  };
}

/** Follows a step to the one above that it ran because of, and that one to its own. */
function rootOf(step: BuildStep, steps: readonly BuildStep[]): BuildStep | undefined {
  let root: BuildStep | undefined;
  const seen = new Set<number>();
  for (let above = step.above; above !== undefined && !seen.has(above); above = root?.above) {
    seen.add(above);
    root = steps[above] ?? root;
  }
  return root;
}

/** The build that a task is about, whenever it ran. */
export function entryOf({ build }: TaskRecord): BuildEntry | undefined {
  return build === undefined || build.kind === 'unknown' ? undefined : build.entry;
}

function notesOn(run: RunRecord, { unreadable, later }: History): readonly string[] {
  const entries = run.tasks.flatMap((task) => entryOf(task) ?? []);
  const elsewhere = run.tasks.filter(({ build }) => build?.kind === 'earlier' && build.elsewhere).length;
  const older = entries.filter(({ recordVersion }) => recordVersion !== undefined).length;
  const moved = entries.filter(({ clockOffMs }) => clockOffMs !== undefined).length;
  const unsure = entries.filter(({ clockUnsure }) => clockUnsure === true).length;
  const said = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  return [
    ...said(unreadable, 'line of the history cannot be read', 'lines of the history cannot be read'),
    ...said(
      later,
      'line of the history is of a later version',
      'lines of the history are of a later version',
    ),
    ...said(elsewhere, 'result was built on another machine', 'results were built on another machine'),
    ...said(older, 'record is of an older version', 'records are of an older version'),
    ...said(
      moved,
      'engine clock differs: its steps were moved',
      'engine clocks differ: their steps were moved',
    ),
    ...said(
      unsure,
      'build met a clock that was set: the places of its steps are not certain',
      'builds met a clock that was set: the places of their steps are not certain',
    ),
    ...(run.clockUnsure === true
      ? ['the clock was set back during the run: times of tasks are not certain']
      : []),
    ...(run.edges === 'partly' && run.tasks.length > 1
      ? ['not all dependencies between the tasks are known: no task told of them']
      : []),
  ];
}
