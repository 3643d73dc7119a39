import { wasBuiltAlone } from './build-entry';
import type { BuildEntry, RunRecord, TaskRecord } from './run-record';

/** One stretch of the way that decided how long the run took. Times are milliseconds from the start of the run. */
export interface PathPart {
  readonly kind: 'task' | 'step' | 'wait';
  /** The task that the time belongs to; for a wait the one that came next. */
  readonly task: string;
  /** The step's name, or what was waited for. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch of work with its place in time and what it waited for, by places in the same list. */
interface Work {
  readonly start: number;
  readonly end: number;
  readonly after: readonly number[];
}

/** How soon after another the next one starts when it was waiting for it. */
const AT_ONCE_MS = 20;

/**
 * The way back from the last end to the first start, from each piece of work to the one that held it up: among those
 * it waits for, the one that ended last; if that was long over, whatever ended right before it began, because it took
 * the place that became free. Where nothing is known that it waited for (BuildKit names none for an export), it is
 * what ended last before it.
 */
function wayBack(works: readonly Work[]): readonly number[] {
  const path: number[] = [];
  const seen = new Set<number>();
  const all = works.map((_, index) => index);
  let current = lastEnding(works, all);
  while (current !== undefined && !seen.has(current)) {
    seen.add(current);
    path.unshift(current);
    const { start, after } = works[current] ?? { start: 0, after: [] };
    const ready = lastEnding(works, endedBy(works, after, start));
    const over = endedBy(works, all, start).filter((index) => index !== current && hasWorked(works[index]));
    const before = lastEnding(works, over);
    current = isAtOnce(works, ready, start) || !isAtOnce(works, before, start) ? (ready ?? before) : before;
  }
  return path;
}

function endedBy(works: readonly Work[], among: readonly number[], moment: number): readonly number[] {
  return among.filter((index) => (works[index]?.end ?? Infinity) <= moment + AT_ONCE_MS);
}

function hasWorked(work: Work | undefined): boolean {
  return work !== undefined && work.end > work.start;
}

function isAtOnce(works: readonly Work[], index: number | undefined, moment: number): boolean {
  return index !== undefined && moment - (works[index]?.end ?? 0) <= AT_ONCE_MS;
}

function lastEnding(works: readonly Work[], among: readonly number[]): number | undefined {
  let last: number | undefined;
  for (const index of among) {
    if (last === undefined || (works[index]?.end ?? 0) > (works[last]?.end ?? 0)) last = index;
  }
  return last;
}

/** The critical path of the run as it was: its parts cover the whole time, one after the other. */
export function criticalPath(run: RunRecord): readonly PathPart[] {
  const tasks = run.tasks.filter(
    ({ startedAt, endedAt }) => startedAt !== undefined && endedAt !== undefined,
  );
  const places = new Map(tasks.map(({ id }, index) => [id, index]));
  const works = tasks.map((task): Work => ({
    start: (task.startedAt ?? 0) - run.startedAt,
    end: Math.max(task.startedAt ?? 0, task.endedAt ?? 0) - run.startedAt,
    after: task.dependsOn.flatMap((id) => places.get(id) ?? []),
  }));
  const parts: PathPart[] = [];
  let reached = 0;
  for (const index of wayBack(works)) {
    const [task, work] = [tasks[index], works[index]];
    if (task === undefined || work === undefined) continue;
    const start = Math.max(reached, work.start);
    if (start > reached)
      parts.push({
        kind: 'wait',
        task: task.id,
        name: 'Nx: hashing, cache, start',
        start: reached,
        end: start,
      });
    const end = Math.max(start, work.end);
    parts.push(...partsOfTask(task, run.startedAt, { start, end }));
    reached = end;
  }
  const total = Math.max(reached, run.endedAt - run.startedAt);
  if (total > reached)
    parts.push({ kind: 'wait', task: '', name: 'Nx: end of the run', start: reached, end: total });
  return parts.filter(({ start, end }) => end > start);
}

/** A task that built an image is taken apart into the steps that decided how long it took. */
function partsOfTask(
  task: TaskRecord,
  runStart: number,
  { start, end }: Pick<PathPart, 'start' | 'end'>,
): readonly PathPart[] {
  const whole: PathPart = { kind: 'task', task: task.id, name: task.id, start, end };
  if (task.build?.kind !== 'own' || task.build.entry.clockUnsure === true) return [whole];
  const { entry } = task.build;
  const offset = Math.max(start, Math.min(end - entry.wallMs, entry.startedAt - runStart));
  const inside = stepPath(entry).map(({ name, from, to }): PathPart => ({
    kind: name === STARTING || name === TOGETHER ? 'wait' : 'step',
    task: task.id,
    name,
    start: Math.min(end, offset + from),
    end: Math.min(end, offset + to),
  }));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return [whole];
  const before: PathPart = { kind: 'wait', task: task.id, name: EXECUTOR, start, end: first.start };
  const rest = wasBuiltAlone(entry) ? RECORDING : TOGETHER;
  const after: PathPart = { kind: 'wait', task: task.id, name: rest, start: last.end, end };
  return [before, ...inside, after].filter((part) => part.end > part.start);
}

const STARTING = 'docker, buildx and BuildKit between the steps';
const EXECUTOR = 'start of the executor';
/** Of a command that built several images: nobody knows which of them the time between the steps of one belongs to. */
const TOGETHER = 'docker, and the images that were built together with it';
const RECORDING = 'end of docker and of the executor';

export interface StepStretch {
  readonly name: string;
  /** Milliseconds from the start of the build. */
  readonly from: number;
  readonly to: number;
}

/** The steps that decided how long a build took, one after the other, with the time between them. */
export function stepPath(entry: BuildEntry): readonly StepStretch[] {
  const { steps } = entry;
  const between = wasBuiltAlone(entry) ? STARTING : TOGETHER;
  const worked = steps.filter(({ start, end }) => end > start);
  const places = new Map(steps.map((step, index) => [index, worked.indexOf(step)]));
  const works = worked.map((step): Work => ({
    start: step.start,
    end: step.end,
    after: (step.after ?? []).flatMap((index) => {
      const place = places.get(index);
      return place === undefined || place < 0 ? [] : [place];
    }),
  }));
  const stretches: StepStretch[] = [];
  let reached = 0;
  for (const index of wayBack(works)) {
    const [step, work] = [worked[index], works[index]];
    if (step === undefined || work === undefined || work.end <= reached) continue;
    const from = Math.max(reached, work.start);
    if (from > reached) stretches.push({ name: between, from: reached, to: from });
    stretches.push({ name: step.name, from, to: work.end });
    reached = work.end;
  }
  return stretches;
}
