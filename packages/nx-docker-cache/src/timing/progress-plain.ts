import { formatDuration } from './duration';
import { sumMs } from './intervals';
import { printable } from '../text/printable';
import type { ProgressUpdate, VertexUpdate } from './progress-event';
import type { StepKind } from './record';
import { StepLog } from './step-log';
import { parseStepName } from './step-name';

interface ShownStep {
  /** Given when its first line is shown: BuildKit announces steps long before they start, and in no order. */
  number: number;
  readonly name: string;
  readonly kind: StepKind;
  readonly log: StepLog;
  /** Start → end; the end is undefined while the interval lasts. */
  readonly intervals: Map<number, number | undefined>;
  error: string | undefined;
  /** Its last line says that it runs. */
  isOpen: boolean;
  /** What its last end line says; undefined until there is one. */
  ended: string | undefined;
}

export interface PlainProgressOptions {
  /** Also the steps that BuildKit adds: loading the Dockerfile, its ignore file, metadata. */
  readonly verbose: boolean;
}

const QUIET_KINDS: ReadonlySet<StepKind> = new Set<StepKind>(['internal', 'other']);

/**
 * Progress for a file or a log: a line when a step starts, a line when it ends, and what it prints in between. BuildKit may
 * work on a step in several intervals (a base image that is looked up and then fetched): the last one tells how it ended.
 */
export class PlainProgress {
  private readonly steps = new Map<string, ShownStep>();
  private numbered = 0;

  constructor(private readonly options: PlainProgressOptions) {}

  /** The lines that an update adds. */
  add({ vertexes, logs }: ProgressUpdate): readonly string[] {
    const lines = vertexes.flatMap((vertex) => this.addVertex(vertex));
    for (const { vertex, text, stream } of logs) {
      const step = this.steps.get(vertex);
      if (step !== undefined)
        lines.push(...step.log.push(text, stream).map((line) => `#${step.number} | ${printable(line)}`));
    }
    return lines;
  }

  private addVertex(vertex: VertexUpdate): string[] {
    const { started, completed } = vertex;
    const step = this.stepOf(vertex);
    if (step === undefined || started === undefined) return [];
    // Told again, as another part of the build asks for it.
    if (completed === undefined && step.intervals.has(started)) return [];
    step.intervals.set(started, completed);
    step.error ??= vertex.error;
    if (step.number === 0) step.number = this.numbered += 1;
    const lines = startLines(step, vertex);
    step.isOpen ||= lines.length > 0;
    if (latestEnd(step) === undefined) return lines;
    return [...lines, ...endLines(step, vertex)];
  }

  private stepOf({ digest, name }: VertexUpdate): ShownStep | undefined {
    const known = this.steps.get(digest);
    if (known !== undefined || name === '') return known;
    const { kind } = parseStepName(name);
    if (!this.options.verbose && QUIET_KINDS.has(kind)) return undefined;
    const step: ShownStep = {
      number: 0,
      name: printable(name.replace(/\s+/g, ' ')),
      kind,
      log: new StepLog(),
      intervals: new Map(),
      error: undefined,
      isOpen: false,
      ended: undefined,
    };
    this.steps.set(digest, step);
    return step;
  }
}

/** The end of the interval that began last: undefined while the step runs. */
function latestEnd({ intervals }: ShownStep): number | undefined {
  return intervals.get(Math.max(...intervals.keys()));
}

function startLines(
  { number, name, isOpen, ended }: ShownStep,
  { cached, completed }: VertexUpdate,
): string[] {
  if (isOpen || cached) return [];
  if (ended === undefined) return [`#${number} ${name}`];
  return completed === undefined ? [`#${number} goes on: ${name}`] : [];
}

function endLines(step: ShownStep, { cached }: VertexUpdate): string[] {
  const { number, name, error, isOpen } = step;
  const ms = ownMs(step);
  if (error === undefined && !cached && isBookkeeping(step, ms)) return [];
  const ended = endText(ms, { cached, error });
  if (!isOpen && ended === step.ended) return [];
  const shown = cached && error === undefined && !isOpen ? `${ended} ${name}` : ended;
  step.isOpen = false;
  step.ended = ended;
  return [...pendingLog(step), `#${number} ${shown}`];
}

function ownMs({ intervals }: ShownStep): number {
  return sumMs([...intervals].flatMap(([start, end]) => (end === undefined ? [] : [{ start, end }])));
}

const BOOKKEEPING_MS = 10;

/** The context and base images are looked at in an interval of their own before the work on them starts. */
function isBookkeeping({ kind }: ShownStep, ms: number): boolean {
  return (kind === 'context' || kind === 'base-image') && ms < BOOKKEEPING_MS;
}

function pendingLog({ number, log }: ShownStep): string[] {
  return log.flush().map((line) => `#${number} | ${printable(line)}`);
}

function endText(ms: number, { cached, error }: Pick<VertexUpdate, 'cached' | 'error'>): string {
  if (error !== undefined) return `failed after ${formatDuration(ms)}`;
  return cached ? 'cached' : `done in ${formatDuration(ms)}`;
}
