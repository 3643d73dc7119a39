import { givenBuildArgs } from '../../build/given-arguments';
import { NAMESPACE_ARGUMENT } from '../../cache/mount-key';
import { readEngineUsage } from '../../cache/read-engine-usage';
import type { UsageRecord } from '../../cache/usage-record';
import { buildUse } from '../../cache/use/build-use';
import { leftMounts, readLeftMounts, type LeftMounts } from '../../cache/use/mount-sizes';
import { runUse, type RunUse } from '../../cache/use/run-use';
import { builderDriver, namedBuilder } from '../../io/builder';
import type { LastBuilds } from '../../io/last-builds';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import type { CacheUse } from '../../timing/cache-use/cache-use';
import { StepToolLog } from '../../timing/cache-use/step-tool-log';
import type { ProgressUpdate } from '../../timing/progress-event';
import type { BuildRecord } from '../../timing/record';
import { parseStepName } from '../../timing/step-name';
import type { BuildRequest } from './build-request';
import { limitWait } from './end-wait';
import type { ReadDockerfile } from './read-dockerfile';

/** What the cache mounts of a build bring, watched while it runs. */
export interface CacheWatch {
  /** Reads the log of the step of this name; undefined for one without cache mounts. */
  readonly toolLogOf: (name: string) => StepToolLog | undefined;
  /** To be told of all progress. */
  notice(update: ProgressUpdate): void;
  /** What each RUN with cache mounts brought, by the digest of its step. */
  end(record: BuildRecord): Promise<ReadonlyMap<string, CacheUse>>;
  /** Nothing is waited for any more. */
  stop(): void;
}

type WatchingWorld = Pick<World, 'engine' | 'environment' | 'files' | 'clock'>;

/** To be called before the build: its progress is read from the start. */
export function watchCaches(
  world: WatchingWorld,
  { options, memory }: BuildRequest,
  { stages }: ReadDockerfile,
): CacheWatch {
  const useOf = remembered((name: string) =>
    runUse(name, {
      stages,
      namespace: givenBuildArgs(options, world.environment.get)[NAMESPACE_ARGUMENT],
      recipes: RECIPES,
    }),
  );
  const stop = new AbortController();
  const running = memory?.beginBuild();
  let hasRun = false;
  let looks: Looks | undefined;
  const look = (): Looks => (looks ??= lookTwice(world, options.builder, stop.signal));
  return {
    toolLogOf: (name) => {
      const use = useOf(name);
      return use && new StepToolLog(use.tools);
    },
    notice: ({ vertexes }) => {
      for (const { name, started, cached } of vertexes) {
        if (started === undefined || cached) continue;
        hasRun ||= useOf(name) !== undefined;
        // All RUNs are over now; before, the look could take a mount away from one that is to come. So it could from a
        // RUN of another build: while one runs, the mounts stay unmeasured.
        if (hasRun && parseStepName(name).kind === 'export' && running?.areOthers() !== true) look();
      }
    },
    end: async (record) => {
      const isMeasured = hasRun && record.outcome === 'success' && record.builder.driver === 'docker';
      const release = limitWait(world.clock, record.wallMs, () => {
        stop.abort();
      });
      const isAlone = looks !== undefined || running?.areOthers() !== true;
      const seen = isMeasured && isAlone ? await seenIn(look()) : NOTHING_SEEN;
      release();
      const left = leftBehind(memory?.leftMounts, record.engine?.id, seen);
      return buildUse(record, { runUse: useOf, records: seen.first, left });
    },
    stop: () => {
      running?.end();
      stop.abort();
    },
  };
}

/** Never fails: a build is not to fail for want of what is told of it. */
function remembered(useOf: (name: string) => RunUse | undefined): (name: string) => RunUse | undefined {
  const known = new Map<string, RunUse | undefined>();
  return (name) => {
    if (!known.has(name))
      known.set(
        name,
        orUndefined(() => useOf(name)),
      );
    return known.get(name);
  };
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The engine's records after the last RUN, and those of a second look (see `leftMounts`). */
interface Looks {
  readonly first: Promise<readonly UsageRecord[] | undefined>;
  readonly second: Promise<readonly UsageRecord[] | undefined>;
}

interface Seen {
  readonly first: readonly UsageRecord[] | undefined;
  readonly second: readonly UsageRecord[] | undefined;
}

const NOTHING_SEEN: Seen = { first: undefined, second: undefined };

/** Never fails: a build that succeeded is not to fail for want of a size. */
function lookTwice(world: WatchingWorld, builder: string | undefined, signal: AbortSignal): Looks {
  const name = namedBuilder(world.environment, builder) ?? 'default';
  const records = async (): Promise<readonly UsageRecord[] | undefined> =>
    readEngineUsage(await world.engine.buildCache(signal));
  const first = builderDriver(world.files, world.environment, name)
    .then((driver) => (driver === 'docker' ? records() : undefined))
    .catch(() => undefined);
  const second = first.then((seen) => (seen === undefined ? undefined : records())).catch(() => undefined);
  return { first, second };
}

async function seenIn({ first, second }: Looks): Promise<Seen> {
  return { first: await first, second: await second };
}

/** How the mounts were left by the builds before; remembers how this one left them. */
function leftBehind(
  memory: LastBuilds | undefined,
  engineId: string | undefined,
  { first, second }: Seen,
): LeftMounts {
  if (memory === undefined || engineId === undefined) return {};
  const left = readLeftMounts(memory.read(engineId));
  if (first !== undefined && second !== undefined) {
    try {
      memory.write(engineId, leftMounts(first, second, left));
    } catch {
      // The next build does not know how large its mounts were.
    }
  }
  return left;
}
