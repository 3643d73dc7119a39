import { LAYER_TYPE, measure, type Measured, type UsageRecord } from '../../cache/usage-record';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { formatBytes } from '../../timing/duration';
import { readBuilder, readRecords, type SeenBuilder } from '../cache-status/read-builder';

/** Says at the end what the builder holds more than at the beginning. */
export type SayLeftLayers = () => Promise<void>;

/**
 * Looks at the builder's layers before a benchmark. Those that it makes are left to the garbage collector (`emptyMounts` says
 * why), and are many: that the disk has become fuller must not be a riddle. A builder that cannot be read costs no result.
 */
export async function watchLayers(world: World, builder: string | undefined): Promise<SayLeftLayers> {
  const seen = await unlessUnreadable(() => readBuilder(world, builder));
  const before = seen && (await layersOf(world, seen));
  return async () => {
    const after = before && (await layersOf(world, seen));
    if (before === undefined || after === undefined) return;
    const { bytes = 0, unsized } = newBytes(before, after);
    if (bytes >= WORTH_SAYING)
      world.terminal.err(
        `the builder holds ${unsized > 0 ? 'at least ' : ''}${formatBytes(bytes)} of layers more than before: its garbage collector takes them when it needs the room\n`,
      );
  };
}

const WORTH_SAYING = 1e6;

/** What the records that were not there before take. Pure and total. */
export function newBytes(before: readonly UsageRecord[], after: readonly UsageRecord[]): Measured {
  const known = new Set(before.map(({ id }) => id));
  return measure(after.filter(({ id }) => !known.has(id)));
}

async function layersOf(world: World, builder: SeenBuilder): Promise<readonly UsageRecord[] | undefined> {
  const seen = await unlessUnreadable(() => readRecords(world, builder));
  return seen?.records.filter(({ type }) => type === LAYER_TYPE);
}

async function unlessUnreadable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProductError) return undefined;
    throw error;
  }
}
