import { removeImages, removeRecords } from '../../cache/builder-commands';
import { readEngineImages } from '../../cache/read-engine-images';
import type { PrunePlan, Removal, UntaggedImage } from '../../cache/prune-plan';
import type { PruneResult } from '../../cache/render-prune';
import { measure, type UsageRecord } from '../../cache/usage-record';
import { EngineUnreachableError } from '../../io/engine-errors';
import type { World } from '../../io/world';
import { dockerOutput } from '../cache-status/docker-output';
import { readRecords, type SeenBuilder } from '../cache-status/read-builder';

/**
 * Removes what is planned. What a build has taken meanwhile stays, and is told as skipped.
 * @throws ProductError when the builder does not answer any more
 */
export async function removePlanned(
  world: World,
  builder: SeenBuilder,
  { removals }: PrunePlan,
): Promise<PruneResult> {
  const images = await removeImagesOf(world, removals);
  const wanted = removals.filter(({ kind }) => kind !== 'image').flatMap(({ ids }) => ids);
  const records = await removeRecordsOf(world, builder, wanted);
  const { bytes = 0, unsized } = measure(records.gone);
  return {
    removedRecords: records.gone.length,
    removedImages: images.gone.size,
    freedBytes: (images.freedBytes ?? 0) + bytes,
    unsized,
    imagesUnmeasured: images.freedBytes === undefined,
    approximate: records.approximate,
    skipped: removals.flatMap((removal) => skippedOf(removal, images.gone, records.left)),
  };
}

interface RemovedRecords {
  readonly gone: readonly UsageRecord[];
  /** What is still there of what was to go. */
  readonly left: ReadonlyMap<string, UsageRecord>;
  readonly approximate: boolean;
}

/**
 * The sizes are those right before. A layer can only go when those that are built upon it have gone: where they are in
 * another command, the commands are given again as long as that removes something.
 */
async function removeRecordsOf(
  world: World,
  builder: SeenBuilder,
  ids: readonly string[],
): Promise<RemovedRecords> {
  if (ids.length === 0) return { gone: [], left: new Map(), approximate: false };
  const before = await readRecords(world, builder);
  const wanted = new Set(ids);
  const present = before.records.filter(({ id }) => wanted.has(id));
  let left = new Map(present.map((record) => [record.id, record]));
  for (let isOn = left.size > 0; isOn;) {
    const commands = removeRecords(builder.facts.name, [...left.keys()]);
    for (const command of commands) await dockerOutput(world, command, 'the cache cannot be removed');
    const { records } = await readRecords(world, builder);
    const still = new Map(records.filter(({ id }) => left.has(id)).map((record) => [record.id, record]));
    isOn = commands.length > 1 && still.size > 0 && still.size < left.size;
    left = still;
  }
  return {
    gone: present.filter(({ id }) => !left.has(id)),
    left,
    approximate: before.source === 'buildx',
  };
}

interface RemovedImages {
  readonly gone: ReadonlySet<string>;
  /** Undefined where the engine could not tell. */
  readonly freedBytes: number | undefined;
}

/**
 * An image's layers may stay in the builder's cache, so that less is freed than the image takes: what all images take
 * together is measured before and after. Others may make or remove images meanwhile: never more than the images' own is
 * counted.
 */
async function removeImagesOf(world: World, removals: readonly Removal[]): Promise<RemovedImages> {
  const wanted = new Set(removals.filter(({ kind }) => kind === 'image').flatMap(({ ids }) => ids));
  if (wanted.size === 0) return { gone: new Set(), freedBytes: 0 };
  const bytesBefore = await imageBytes(world);
  // One that has been given a tag since it was planned is somebody's.
  const present = (await untaggedImages(world)).filter(({ id }) => wanted.has(id));
  for (const command of removeImages(present.map(({ id }) => id))) {
    // Fails for an image that a container was made of, after it has removed the others.
    await world.processes.run(command);
  }
  const left = new Set((await untaggedImages(world)).map(({ id }) => id));
  const gone = present.filter(({ id }) => !left.has(id));
  const freedBytes = freedBy(gone, bytesBefore, await imageBytes(world));
  return { gone: new Set(gone.map(({ id }) => id)), freedBytes };
}

/** Undefined where a size is not known. */
function freedBy(
  gone: readonly UntaggedImage[],
  bytesBefore: number | undefined,
  bytesAfter: number | undefined,
): number | undefined {
  if (gone.length === 0) return 0;
  const { bytes: most, unsized } = measure(
    gone.map(({ ownBytes, allBytes }) => ({ size: ownBytes ?? allBytes })),
  );
  if (bytesBefore === undefined || bytesAfter === undefined || most === undefined || unsized > 0)
    return undefined;
  return Math.min(most, Math.max(0, bytesBefore - bytesAfter));
}

async function imageBytes({ engine }: Pick<World, 'engine'>): Promise<number | undefined> {
  try {
    return await engine.imageBytes();
  } catch (error) {
    if (error instanceof EngineUnreachableError) return undefined;
    throw error;
  }
}

/** None where the engine does not answer: then none is removed. */
export async function untaggedImages({ engine }: Pick<World, 'engine'>): Promise<readonly UntaggedImage[]> {
  try {
    return readEngineImages(await engine.untaggedImages()) ?? [];
  } catch (error) {
    if (error instanceof EngineUnreachableError) return [];
    throw error;
  }
}

function skippedOf(
  { kind, label, ids }: Removal,
  goneImages: ReadonlySet<string>,
  left: ReadonlyMap<string, UsageRecord>,
): PruneResult['skipped'] {
  if (kind === 'image')
    return ids.every((id) => goneImages.has(id)) ? [] : [{ label, why: 'a container or a tag needs it' }];
  const still = ids.flatMap((id) => left.get(id) ?? []);
  if (still.length === 0) return [];
  const why = still.some(({ inUse }) => inUse) ? 'a build is using it' : 'the builder has kept it';
  return [{ label: kind === 'mount' ? `mount ${label}` : label, why }];
}
