import { isObject, listOf, numberOf, textOf } from '../json';
import type { PathPart } from '../run/critical-path';
import type { BuildStep, TaskRecord } from '../run/run-record';
import { causeWords } from './cause-words';
import type { Report } from './report';
import { statusWord } from './words';

/**
 * One event of the Trace Event Format that Chrome and Perfetto read: `X` is a stretch of time, `M` names a process or
 * thread. Times are microseconds since the epoch, as in the profiles of Nx (NX_PROFILE).
 */
export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const CRITICAL_PATH = 1;
const TASKS = 2;
/** The builds come after these. */
const FIRST_BUILD = 10;

/**
 * The run as a Chrome trace: the critical path, the tasks, and for each build a process with its steps, those that ran
 * side by side in lanes of their own.
 * @param profile what Nx wrote to the file of NX_PROFILE, where it did: its tasks take the place of ours
 */
export function renderTrace(report: Report, profile?: unknown): string {
  const { run, path } = report;
  const ofNx = readProfile(profile);
  const built = run.tasks.filter(({ build }) => build?.kind === 'own');
  const traceEvents = [
    ...(path.length > 0 ? [processName(CRITICAL_PATH, 'critical path', 0)] : []),
    ...path.map((part) => pathEvent(part, run.startedAt)),
    ...(ofNx.length > 0 ? [] : taskEvents(run.tasks)),
    ...ofNx,
    ...built.flatMap((task, index) => buildEvents(task, FIRST_BUILD + index)),
  ];
  return `${JSON.stringify({ traceEvents, displayTimeUnit: 'ms' })}\n`;
}

function processName(pid: number, name: string, place: number): TraceEvent {
  return { name: 'process_name', ph: 'M', pid, tid: 0, ts: 0, args: { name, sort_index: place } };
}

function stretch(
  place: { readonly pid: number; readonly tid: number },
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
  args: Readonly<Record<string, unknown>>,
): TraceEvent {
  return { name, ph: 'X', ...place, ts: micro(start), dur: Math.max(0, micro(end) - micro(start)), args };
}

function micro(ms: number): number {
  return Math.round(ms * 1000);
}

function pathEvent({ name, task, kind, start, end }: PathPart, runStart: number): TraceEvent {
  const place = { pid: CRITICAL_PATH, tid: 0 };
  return stretch(place, name, { start: runStart + start, end: runStart + end }, { task, kind });
}

function taskEvents(tasks: readonly TaskRecord[]): readonly TraceEvent[] {
  const began = tasks.filter(({ startedAt }) => startedAt !== undefined);
  const spans = began.map(({ startedAt = 0, endedAt = 0 }) => ({
    start: startedAt,
    end: Math.max(startedAt, endedAt),
  }));
  const lanes = lanesOf(spans);
  return [
    processName(TASKS, 'tasks', 1),
    ...began.map((task, index) =>
      stretch({ pid: TASKS, tid: lanes[index] ?? 0 }, task.id, spans[index] ?? { start: 0, end: 0 }, {
        status: statusWord(task),
        ...(task.build?.kind === 'earlier' && { itsBuildTookMs: task.build.entry.wallMs }),
      }),
    ),
  ];
}

function buildEvents({ id, build }: TaskRecord, pid: number): readonly TraceEvent[] {
  if (build?.kind !== 'own') return [];
  const { startedAt, wallMs, steps } = build.entry;
  const lanes = lanesOf(steps);
  const whole = { start: startedAt, end: startedAt + wallMs };
  return [
    processName(pid, id, pid),
    stretch({ pid, tid: 0 }, 'docker buildx build', whole, { image: build.entry.image }),
    ...steps.map((step, index) =>
      stretch(
        { pid, tid: 1 + (lanes[index] ?? 0) },
        step.name,
        { start: startedAt + step.start, end: startedAt + step.end },
        stepFacts(step),
      ),
    ),
  ];
}

function stepFacts({ kind, cached, line, bytes, cause }: BuildStep): Readonly<Record<string, unknown>> {
  return { kind, cached, line, bytes, ...(cause !== undefined && { because: causeWords(cause) }) };
}

/** For each stretch the first lane that is free when it starts: stretches of one thread must not overlap. */
export function lanesOf(
  spans: readonly { readonly start: number; readonly end: number }[],
): readonly number[] {
  const freeFrom: number[] = [];
  const lanes = spans.map(() => 0);
  const order = spans
    .map((_, index) => index)
    .sort((a, b) => (spans[a]?.start ?? 0) - (spans[b]?.start ?? 0));
  for (const index of order) {
    const { start, end } = spans[index] ?? { start: 0, end: 0 };
    const free = freeFrom.findIndex((moment) => moment <= start);
    const lane = free < 0 ? freeFrom.length : free;
    freeFrom[lane] = end;
    lanes[index] = lane;
  }
  return lanes;
}

/** The events of a profile of Nx that are events. */
function readProfile(profile: unknown): readonly TraceEvent[] {
  return listOf(profile).flatMap((event) => {
    if (!isObject(event)) return [];
    const [name, ph] = [textOf(event['name']), textOf(event['ph'])];
    const [pid, tid, ts] = [numberOf(event['pid']), numberOf(event['tid']), numberOf(event['ts'])];
    if (name === undefined || (ph !== 'X' && ph !== 'M')) return [];
    if (pid === undefined || tid === undefined || ts === undefined) return [];
    return [{ ...event, name, ph, pid, tid, ts }];
  });
}
