import { formatDuration } from './duration';
import { printable } from './printable';
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
  ownMs: number;
  isOpen: boolean;
  isDone: boolean;
}

export interface PlainProgressOptions {
  /** Also the steps that BuildKit adds: loading the Dockerfile, its ignore file, metadata. */
  readonly verbose: boolean;
}

const QUIET_KINDS: ReadonlySet<StepKind> = new Set<StepKind>(['internal', 'other']);

/** Progress for a file or a log: a line when a step starts, a line when it ends, and what it prints in between. */
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
    const step = this.stepOf(vertex);
    if (step === undefined || step.isDone || vertex.started === undefined) return [];
    if (step.number === 0) step.number = this.numbered += 1;
    const start = step.isOpen || vertex.cached ? [] : [`#${step.number} ${step.name}`];
    step.isOpen ||= !vertex.cached;
    if (vertex.completed === undefined) return start;
    const ms = vertex.completed - vertex.started;
    step.ownMs += ms;
    if (vertex.error === undefined && !vertex.cached && isBookkeeping(step, ms)) return start;
    step.isDone = true;
    return [...start, ...pendingLog(step), endLine(step, vertex)];
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
      ownMs: 0,
      isOpen: false,
      isDone: false,
    };
    this.steps.set(digest, step);
    return step;
  }
}

const BOOKKEEPING_MS = 10;

/** The context and base images are looked at in an interval of their own before the work on them starts. */
function isBookkeeping({ kind }: ShownStep, ms: number): boolean {
  return (kind === 'context' || kind === 'base-image') && ms < BOOKKEEPING_MS;
}

function pendingLog({ number, log }: ShownStep): string[] {
  return log.flush().map((line) => `#${number} | ${printable(line)}`);
}

function endLine({ number, name, ownMs, isOpen }: ShownStep, { cached, error }: VertexUpdate): string {
  if (error !== undefined) return `#${number} failed after ${formatDuration(ownMs)}`;
  if (cached) return `#${number} cached${isOpen ? '' : ` ${name}`}`;
  return `#${number} done in ${formatDuration(ownMs)}`;
}
