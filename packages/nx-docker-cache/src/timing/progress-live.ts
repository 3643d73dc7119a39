import { countsAsStep } from './build-record';
import { formatBytes, formatDuration } from './duration';
import { fit, printable } from '../text/printable';
import type { ProgressUpdate, VertexUpdate } from './progress-event';
import type { StepKind } from './record';
import { StepLog } from './step-log';
import { parseStepName, withoutFlags } from './step-name';

interface LiveStep {
  readonly name: string;
  readonly kind: StepKind;
  readonly log: StepLog;
  /** By the clock of this machine: the engine's may differ. */
  runningSince: number | undefined;
  isCached: boolean;
  isComplete: boolean;
  bytes: number;
}

export interface FrameSize {
  readonly width: number;
  /** Lines that the frame may take. */
  readonly height: number;
}

/** The state of a build for a compact view that is drawn anew several times a second. */
export class LiveProgress {
  private readonly steps = new Map<string, LiveStep>();

  constructor(
    private readonly title: string,
    private readonly startedAt: number,
  ) {}

  /** @param now milliseconds on the clock that `frame` is asked with */
  add({ vertexes, statuses, logs }: ProgressUpdate, now: number): void {
    for (const vertex of vertexes) this.addVertex(vertex, now);
    for (const { vertex, current } of statuses) {
      const step = this.steps.get(vertex);
      if (step !== undefined) step.bytes = Math.max(step.bytes, current);
    }
    for (const { vertex, text, stream } of logs) this.steps.get(vertex)?.log.push(text, stream);
  }

  /** Lines without their ends: a head line, then for each running step its time and what it printed last. */
  frame(now: number, { width, height }: FrameSize): readonly string[] {
    const running = [...this.steps.values()]
      .filter((step) => step.runningSince !== undefined)
      .sort((a, b) => (a.runningSince ?? 0) - (b.runningSince ?? 0));
    const lines = running.flatMap((step) => stepLines(step, now, width));
    return [fit(this.head(now), width), ...lines.slice(0, Math.max(0, height - 1))];
  }

  private head(now: number): string {
    const counted = [...this.steps.values()].filter(countsAsStep);
    const complete = counted.filter(({ isComplete }) => isComplete).length;
    const cached = counted.filter(({ isCached }) => isCached).length;
    const elapsed = formatDuration(now - this.startedAt);
    return `building ${this.title}  ${elapsed}  ${complete}/${counted.length} steps, ${cached} cached`;
  }

  private addVertex({ digest, name, started, completed, cached }: VertexUpdate, now: number): void {
    const step = this.steps.get(digest) ?? newStep(name);
    this.steps.set(digest, step);
    // Announced once more: that takes back nothing of what it did since.
    if (started === undefined) return;
    step.isCached = cached;
    step.isComplete = completed !== undefined;
    const isRunning = completed === undefined;
    step.runningSince = isRunning ? (step.runningSince ?? now) : undefined;
  }
}

function newStep(name: string): LiveStep {
  return {
    name: withoutFlags(printable(name.replace(/\s+/g, ' '))),
    kind: parseStepName(name).kind,
    log: new StepLog(),
    runningSince: undefined,
    isCached: false,
    isComplete: false,
    bytes: 0,
  };
}

const TIME_WIDTH = 9;

function stepLines({ name, log, runningSince, bytes }: LiveStep, now: number, width: number): string[] {
  const time = formatDuration(now - (runningSince ?? now)).padStart(TIME_WIDTH);
  const size = bytes > 0 ? `  ${formatBytes(bytes)}` : '';
  const last = log.last(1).map((line) => fit(`${' '.repeat(TIME_WIDTH)}  | ${printable(line)}`, width));
  return [fit(`${time}  ${fit(name, width - TIME_WIDTH - 2 - size.length)}${size}`, width), ...last];
}
