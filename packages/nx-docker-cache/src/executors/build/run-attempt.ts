import type { ProcessCommand, ProcessResult, World } from '../../io/world';
import { StepCollector } from '../../timing/collect';
import { RawJsonDecoder } from '../../timing/rawjson';
import type { ProgressView } from './progress-view';

/** What one run of the build command left behind. */
export interface Attempt {
  readonly result: ProcessResult;
  readonly collected: StepCollector;
  /** The last lines on standard error that are no progress. */
  readonly text: readonly string[];
  readonly unreadableLines: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

const KEPT_TEXT_LINES = 200;

/** Runs the build command once and reads its progress as it comes. */
export async function runAttempt(
  world: Pick<World, 'processes' | 'clock'>,
  command: ProcessCommand,
  view: ProgressView,
  signal: AbortSignal,
): Promise<Attempt> {
  const collected = new StepCollector();
  const text: string[] = [];
  let unreadableLines = 0;
  const decoder = new RawJsonDecoder((item) => {
    if (item.kind === 'update') {
      collected.add(item.update);
      view.add(item.update);
    } else if (item.kind === 'text') {
      text.push(item.line);
      if (text.length > KEPT_TEXT_LINES) text.shift();
      view.text(item.line);
    } else unreadableLines += 1;
  });
  const startedAt = world.clock.now();
  const start = world.clock.monotonic();
  const result = await world.processes.run(command, {
    signal,
    onStderr: (chunk) => {
      decoder.push(chunk);
    },
  });
  decoder.end();
  const endedAt = startedAt + Math.round(world.clock.monotonic() - start);
  return { result, collected, text, unreadableLines, startedAt, endedAt };
}

export function hasSucceeded({ result }: Attempt): boolean {
  return result.kind === 'exited' && result.exitCode === 0;
}
