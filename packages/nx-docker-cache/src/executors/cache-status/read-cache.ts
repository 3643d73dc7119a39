import type { BuildTrace } from '../../cache/build-trace';
import { makeStatus } from '../../cache/make-status';
import type { CacheStatus } from '../../cache/status';
import type { UsageRecord } from '../../cache/usage-record';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import type { CacheRequest } from './cache-request';
import { readBuilder, readRecords, type SeenBuilder } from './read-builder';
import { readUse } from './read-use';

/** A builder's cache at one moment. */
export interface SeenCache {
  readonly builder: SeenBuilder;
  readonly records: readonly UsageRecord[];
  /** Of this builder and engine. */
  readonly traces: readonly BuildTrace[];
  readonly status: CacheStatus;
}

/** @throws ProductError DOCKER_NOT_INSTALLED, ENGINE_UNREACHABLE, BUILDX_MISSING, CACHE_NOT_READ */
export async function readCache(world: World, request: CacheRequest): Promise<SeenCache> {
  const builder = await readBuilder(world, request.builder);
  const engine = await world.engine.details();
  const { name, platform } = builder.facts;
  const use = await readUse(world, request, {
    name,
    platform,
    engine: 'details' in engine ? engine.details.id : undefined,
  });
  const { records, source } = await readRecords(world, builder);
  const status = makeStatus({
    records,
    builder: builder.facts,
    source,
    use,
    recipes: RECIPES,
    now: world.clock.now(),
    freeBytes:
      builder.isEngines && 'details' in engine
        ? await freeBytes(world, engine.details.dataFolder)
        : undefined,
  });
  return { builder, records, traces: use.traces, status };
}

/** As BuildKit counts them (util/disk/disk_unix.go): with those that only root may use. */
async function freeBytes(
  { files }: Pick<World, 'files'>,
  dataFolder: string | undefined,
): Promise<number | undefined> {
  return dataFolder === undefined ? undefined : (await files.space(dataFolder))?.rootFreeBytes;
}
