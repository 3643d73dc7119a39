import type { ProcessCommand, ProcessResult, World } from '../../io/world';
import { StepCollector } from '../../timing/collect';
import { maskLine, maskUpdate } from '../../timing/mask';
import type { ProgressUpdate } from '../../timing/progress-event';
import { RawJsonDecoder } from '../../timing/rawjson';
import type { ProgressView } from './progress-view';
import type { CacheWatch } from './watch-caches';

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

export interface AttemptCompany {
  readonly view: ProgressView;
  /** Stops the build. */
  readonly signal: AbortSignal;
  /** Values that are shown nowhere. */
  readonly secrets: readonly string[];
  readonly caches: Pick<CacheWatch, 'toolLogOf' | 'notice'> | undefined;
  /** The name that a step of another build would have in this one (`ownStepName`). */
  readonly ownName: (name: string) => string;
}

/** Runs the build command once and reads its progress as it comes. */
export async function runAttempt(
  world: Pick<World, 'processes' | 'clock'>,
  command: ProcessCommand,
  { view, signal, secrets, caches, ownName }: AttemptCompany,
): Promise<Attempt> {
  const collected = new StepCollector(caches?.toolLogOf);
  const notice = (update: ProgressUpdate): void => {
    const own = inOwnNames(update, ownName);
    collected.add(own);
    caches?.notice(own);
  };
  return { ...(await followBuildx(world, command, { view, signal, secrets, notice })), collected };
}

/** BuildKit tells of a step that builds at the same time share by the name that it has in the first of them. */
function inOwnNames(update: ProgressUpdate, ownName: AttemptCompany['ownName']): ProgressUpdate {
  const vertexes = update.vertexes.map((vertex) =>
    vertex.name === '' ? vertex : { ...vertex, name: ownName(vertex.name) },
  );
  return { ...update, vertexes };
}

export interface BuildxCompany extends Pick<AttemptCompany, 'view' | 'signal' | 'secrets'> {
  /** Told of all progress, masked. */
  readonly notice: (update: ProgressUpdate) => void;
}

/** Runs buildx once, whatever it builds, and reads its progress as it comes. */
export async function followBuildx(
  world: Pick<World, 'processes' | 'clock'>,
  command: ProcessCommand,
  { view, signal, secrets, notice }: BuildxCompany,
): Promise<Omit<Attempt, 'collected'>> {
  const text: string[] = [];
  let unreadableLines = 0;
  const decoder = new RawJsonDecoder((item) => {
    if (item.kind === 'update') {
      const update = maskUpdate(item.update, secrets);
      notice(update);
      view.add(update);
    } else if (item.kind === 'text') {
      const line = maskLine(item.line, secrets);
      text.push(line);
      if (text.length > KEPT_TEXT_LINES) text.shift();
      view.text(line);
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
  return { result, text, unreadableLines, startedAt, endedAt };
}
