import type { BuildEntry, RunRecord, TaskBuild, TaskRecord, TaskStatus } from './run-record';
import { RUN_SCHEMA_VERSION } from './run-record';
import type { TaskNode } from './task-nodes';

/** What Nx tells about a task that it ran, or whose result it found. */
export interface TaskResultFacts extends Omit<TaskNode, 'dependsOn'> {
  /** As Nx names it. */
  readonly status: string;
  readonly hash: string | undefined;
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
}

/** A build.json that was read. */
export interface RecordFile {
  readonly entry: BuildEntry;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

export interface RunFacts {
  readonly id: string;
  /** The name that the plugin's hook gave the run before its tasks; undefined where it is not known. */
  readonly run: string | undefined;
  readonly command: string;
  readonly machine: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly parallel: number | undefined;
  readonly results: readonly TaskResultFacts[];
  /** The whole task graph as an executor of this run saw it; undefined when none ran. */
  readonly graph: readonly TaskNode[] | undefined;
  /** Builds that were added to the history lately, oldest first. */
  readonly builds: readonly BuildEntry[];
  /** By their paths; what was not read is not there. */
  readonly files: ReadonlyMap<string, RecordFile>;
}

/** Joins the tasks of a run with the builds that they are about. A build that cannot be shown to be a task's is not taken for it. */
export function joinRun(facts: RunFacts): RunRecord {
  const edges = edgesOf(facts);
  const ran = facts.results.map((result) => taskRecord(result, facts, edges));
  const began = new Set(ran.map(({ id }) => id));
  const skipped = (facts.graph ?? []).filter(({ id }) => !began.has(id)).map(skippedTask);
  const byId = new Map([...ran, ...skipped].map((task) => [task.id, task]));
  const tasks = [...byId.values()].map((task) => withoutStrangers(task, byId));
  const isComplete = facts.graph !== undefined || tasks.every(({ id }) => edges.has(id));
  const isBackwards = facts.endedAt < facts.startedAt || tasks.some((task) => wentBackwards(task, byId));
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    id: facts.id,
    command: facts.command,
    machine: facts.machine,
    startedAt: facts.startedAt,
    endedAt: Math.max(facts.startedAt, facts.endedAt),
    ...(facts.parallel !== undefined && { parallel: facts.parallel }),
    edges: isComplete ? 'known' : 'partly',
    tasks,
    ...(isBackwards && { clockUnsure: true }),
  };
}

/** Clocks tick while a result travels to Nx. */
const LEEWAY_MS = 1_000;

/** A task that ended before it began, took less time than its own build, or began before what it waited for had ended. */
function wentBackwards(task: TaskRecord, byId: ReadonlyMap<string, TaskRecord>): boolean {
  const { startedAt, endedAt, dependsOn, build } = task;
  if (startedAt === undefined || endedAt === undefined) return false;
  const atLeast = build?.kind === 'own' ? Math.max(0, build.entry.wallMs - LEEWAY_MS) : 0;
  return (
    endedAt - startedAt < atLeast ||
    dependsOn.some((id) => (byId.get(id)?.endedAt ?? 0) - LEEWAY_MS > startedAt)
  );
}

function edgesOf({ graph, results, files }: RunFacts): ReadonlyMap<string, readonly string[]> {
  if (graph !== undefined) return new Map(graph.map(({ id, dependsOn }) => [id, dependsOn]));
  return new Map(
    results.flatMap((result) => {
      const file = fileOf(result, files);
      const isItsOwn = file !== undefined && file.entry.task?.hash === result.hash;
      return isItsOwn ? Object.entries(file.dependencies) : [];
    }),
  );
}

const STATUS_OF: Readonly<Record<string, TaskStatus>> = {
  success: 'built',
  failure: 'failed',
  skipped: 'skipped',
  stopped: 'stopped',
  'local-cache': 'hit',
  'local-cache-kept-existing': 'hit',
  'remote-cache': 'remote-hit',
};

function taskRecord(
  result: TaskResultFacts,
  facts: RunFacts,
  edges: ReadonlyMap<string, readonly string[]>,
): TaskRecord {
  const { id, project, target, configuration, hash, startTime, endTime } = result;
  const status = STATUS_OF[result.status] ?? 'stopped';
  const build = result.recordFile === undefined ? undefined : buildOf(result, status, facts);
  const began = status !== 'skipped' && startTime !== undefined && endTime !== undefined;
  return {
    id,
    project,
    target,
    ...(configuration !== undefined && { configuration }),
    status,
    ...(hash !== undefined && { hash }),
    ...(began && { startedAt: startTime, endedAt: endTime }),
    dependsOn: edges.get(id) ?? [],
    ...(build !== undefined && { build }),
  };
}

function skippedTask({ id, project, target, configuration, recordFile, dependsOn }: TaskNode): TaskRecord {
  return {
    id,
    project,
    target,
    ...(configuration !== undefined && { configuration }),
    status: 'skipped',
    dependsOn,
    ...(recordFile !== undefined && { build: { kind: 'unknown', reason: 'it was never started' } as const }),
  };
}

/** Nx may know dependencies that this command does not run. */
function withoutStrangers(task: TaskRecord, known: ReadonlyMap<string, TaskRecord>): TaskRecord {
  return { ...task, dependsOn: task.dependsOn.filter((id) => known.has(id) && id !== task.id) };
}

function buildOf(result: TaskResultFacts, status: TaskStatus, facts: RunFacts): TaskBuild {
  switch (status) {
    case 'built':
    case 'failed':
    case 'stopped':
      return ownBuild(result, facts);
    case 'hit':
    case 'remote-hit':
      return earlierBuild(result, facts);
    case 'skipped':
      return { kind: 'unknown', reason: 'it was never started' };
  }
}

function ownBuild(result: TaskResultFacts, { run, builds, files }: RunFacts): TaskBuild {
  const isIts = (each: BuildEntry): boolean =>
    each.task?.id === result.id && (run === undefined ? wasBuiltBy(result, each) : each.task.run === run);
  const entry = builds.findLast(isIts) ?? present(fileOf(result, files)?.entry).find(isIts);
  if (entry !== undefined) return { kind: 'own', entry };
  return unknown(result, 'no record of this build was found: it ended before its first step, or was killed');
}

/** Without the name of the run: the build lies inside of the task. */
function wasBuiltBy({ startTime = 0, endTime = 0, hash }: TaskResultFacts, entry: BuildEntry): boolean {
  return (
    entry.task?.hash === hash &&
    entry.startedAt >= startTime - LEEWAY_MS &&
    entry.startedAt + entry.wallMs <= endTime + LEEWAY_MS
  );
}

function earlierBuild(result: TaskResultFacts, facts: RunFacts): TaskBuild {
  const entry = fileOf(result, facts.files)?.entry;
  if (entry === undefined) return unknown(result, 'its record was not read');
  // Records of older versions do not name their task; Nx has put this one there with the result.
  if (entry.task !== undefined && entry.task.hash !== result.hash)
    return unknown(result, 'another build has replaced its record');
  const elsewhere = entry.machine !== '' && entry.machine !== facts.machine;
  return { kind: 'earlier', entry, elsewhere };
}

function fileOf({ recordFile }: TaskResultFacts, files: RunFacts['files']): RecordFile | undefined {
  return recordFile === undefined ? undefined : files.get(recordFile);
}

function unknown({ recordFile }: TaskResultFacts, reason: string): TaskBuild {
  return { kind: 'unknown', reason, ...(recordFile !== undefined && { file: recordFile }) };
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
