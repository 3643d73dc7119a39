import { MOUNT_TYPE, type UsageRecord } from '../../cache/usage-record';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { readRecords, type SeenBuilder } from '../cache-status/read-builder';
import { removeRecordsOf } from '../prune/remove-planned';
import { removeImages } from '../verify/temporary-images';

/** What a benchmark leaves in the engine unless it is removed. */
export interface Leftovers {
  readonly references: readonly string[];
  /** All namespaces of its cache mounts begin with it. */
  readonly token: string;
  /** The ids of the records that were there before. */
  readonly before: ReadonlySet<string>;
  /** What its builds ran and copied, as the builder describes it. */
  readonly steps: ReadonlySet<string>;
}

/**
 * Removes the images of a benchmark, its cache mounts, and those new layers that its own steps have made. Whatever was there
 * before stays, and so does what somebody uses. That something cannot be removed is said, and costs no result.
 */
export async function cleanUp(world: World, builder: SeenBuilder, leftovers: Leftovers): Promise<void> {
  await removeImages(world, leftovers.references);
  try {
    const { records } = await readRecords(world, builder);
    let own = records.filter((record) => isOwn(record, leftovers)).map(({ id }) => id);
    // The engine lets go of the layers of removed images a little later, and one after the other.
    for (let fruitless = 0; own.length > 0 && fruitless < MOST_FRUITLESS;) {
      const { gone, left } = await removeRecordsOf(world, builder, own, { all: true });
      own = [...left.keys()];
      fruitless = gone.length > 0 ? 0 : fruitless + 1;
      if (own.length > 0) await world.clock.sleep(WAIT_MS);
    }
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`some of the benchmark's cache is still there: ${error.message}\n`);
  }
}

const MOST_FRUITLESS = 6;
const WAIT_MS = 500;

function isOwn({ id, type, description }: UsageRecord, { token, before, steps }: Leftovers): boolean {
  if (before.has(id)) return false;
  if (type === MOUNT_TYPE) return description.includes(`"${token}-`);
  return [...steps].some((step) => description.includes(step));
}

/** How the builder describes the layer of a step: `[stage-0 3/7] RUN pip install` is `mount / from exec /bin/sh -c pip install`. */
export function describedStep(name: string): string | undefined {
  const [, instruction = ''] = /^\[[^\]]*\] (.*)$/s.exec(name) ?? [];
  const run = /^RUN\s+(?:--\S+\s+)*(.*)$/s.exec(instruction)?.[1];
  const described = run ?? (/^(?:COPY|ADD|WORKDIR) /.test(instruction) ? instruction : '');
  return described.length > 3 ? described : undefined;
}
