import type { BuildTrace } from '../../cache/build-trace';
import { layersOfImages, readImageHistory } from '../../cache/image-layers';
import { layerOwners } from '../../cache/layer-owners';
import { makeStatus } from '../../cache/make-status';
import type { CacheStatus } from '../../cache/status';
import type { UsageRecord } from '../../cache/usage-record';
import type { WorkspaceUse } from '../../cache/workspace-use';
import { EngineUnreachableError } from '../../io/engine-errors';
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
  /** The records that are known to be layers of an image of the engine. */
  readonly imageLayers: ReadonlySet<string>;
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
  const imageLayers = builder.isEngines ? await knownImageLayers(world, records, use) : NONE;
  const status = makeStatus({
    records,
    imageLayers,
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
  return { builder, records, traces: use.traces, status, imageLayers };
}

const NONE: ReadonlySet<string> = new Set();

/** Looked up only where BuildKit does not already call all layers of the workspace shared; none where the engine does not answer. */
async function knownImageLayers(
  { engine }: Pick<World, 'engine'>,
  records: readonly UsageRecord[],
  { traces }: WorkspaceUse,
): Promise<ReadonlySet<string>> {
  const owners = layerOwners(records, traces);
  if (!records.some(({ id, shared }) => !shared && owners.has(id))) return NONE;
  try {
    return layersOfImages(records, (await engine.imageHistories()).map(readImageHistory));
  } catch (error) {
    if (error instanceof EngineUnreachableError) return NONE;
    throw error;
  }
}

/** As BuildKit counts them (util/disk/disk_unix.go): with those that only root may use. */
async function freeBytes(
  { files }: Pick<World, 'files'>,
  dataFolder: string | undefined,
): Promise<number | undefined> {
  return dataFolder === undefined ? undefined : (await files.space(dataFolder))?.rootFreeBytes;
}
