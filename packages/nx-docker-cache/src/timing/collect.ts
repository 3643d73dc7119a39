import type { StepToolLog } from './cache-use/step-tool-log';
import type { ProgressUpdate, StatusUpdate, VertexUpdate } from './progress-event';
import { StepLog } from './step-log';

/** A step as far as the stream has told it. */
export interface CollectedStep {
  readonly digest: string;
  name: string;
  inputs: readonly string[];
  cached: boolean;
  error: string | undefined;
  /** Start → end, ms since the epoch; the end is undefined while the interval lasts. */
  readonly intervals: Map<number, number | undefined>;
  readonly parts: Map<string, CollectedPart>;
  readonly log: StepLog;
  /** What its log tells of caches; undefined for a step without cache mounts. */
  readonly toolLog: StepToolLog | undefined;
}

export interface CollectedPart {
  started: number | undefined;
  completed: number | undefined;
  bytes: number;
}

/** Joins the updates of one build to steps, in the order in which BuildKit first named them. */
export class StepCollector {
  readonly steps = new Map<string, CollectedStep>();
  readonly warnings = new Set<string>();
  /** The latest moment that the stream told of: where an interval ends that was never closed. */
  latest = Number.NEGATIVE_INFINITY;

  /** @param toolLogOf reads the log of the step of this name */
  constructor(private readonly toolLogOf: (name: string) => StepToolLog | undefined = () => undefined) {}

  add({ vertexes, statuses, logs, warnings }: ProgressUpdate): void {
    for (const vertex of vertexes) this.addVertex(vertex);
    for (const status of statuses) this.addStatus(status);
    for (const { vertex, text, stream, timestamp } of logs) {
      const step = this.steps.get(vertex);
      const lines = step?.log.push(text, stream) ?? [];
      if (step?.toolLog !== undefined) for (const line of lines) step.toolLog.line(line);
      this.notice(timestamp);
    }
    for (const { short, url } of warnings) this.warnings.add(url === undefined ? short : `${short} (${url})`);
  }

  private addVertex({ digest, name, inputs, started, completed, cached, error }: VertexUpdate): void {
    const step = this.steps.get(digest) ?? newStep(digest, this.toolLogOf(name));
    this.steps.set(digest, step);
    if (name !== '') step.name = name;
    if (inputs.length > 0) step.inputs = inputs;
    // BuildKit announces a step again when another part of the build needs it: that says nothing of what it did.
    if (started !== undefined || step.intervals.size === 0) step.cached = cached;
    step.error = error ?? step.error;
    if (started !== undefined) step.intervals.set(started, completed ?? step.intervals.get(started));
    this.notice(started);
    this.notice(completed);
  }

  private addStatus({ vertex, id, current, started, completed }: StatusUpdate): void {
    const parts = this.steps.get(vertex)?.parts;
    const part = parts?.get(id) ?? { started: undefined, completed: undefined, bytes: 0 };
    parts?.set(id, part);
    part.started = started ?? part.started;
    part.completed = completed ?? part.completed;
    part.bytes = Math.max(part.bytes, current);
    this.notice(completed ?? started);
  }

  private notice(moment: number | undefined): void {
    if (moment !== undefined && moment > this.latest) this.latest = moment;
  }
}

function newStep(digest: string, toolLog: StepToolLog | undefined): CollectedStep {
  return {
    digest,
    name: '',
    inputs: [],
    cached: false,
    error: undefined,
    intervals: new Map(),
    parts: new Map(),
    log: new StepLog(),
    toolLog,
  };
}
