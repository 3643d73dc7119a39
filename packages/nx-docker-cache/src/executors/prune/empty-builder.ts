import { emptyBuilder as emptyCommand } from '../../cache/builder-commands';
import type { PruneResult } from '../../cache/render-prune';
import { formatMeasured } from '../../cache/sizes';
import { measure, type UsageRecord } from '../../cache/usage-record';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { dockerOutput } from '../cache-status/docker-output';
import { readBuilder, readRecords } from '../cache-status/read-builder';
import type { PruneRequest } from './prune-request';
import { printJson, printResult } from './print-prune';

/**
 * Empties the whole builder, after it has been said what that means.
 * @throws ProductError NOT_CONFIRMED, and what `readBuilder` throws
 */
export async function emptyBuilder(world: World, request: PruneRequest): Promise<void> {
  const builder = await readBuilder(world, request.builder);
  const { name } = builder.facts;
  const before = await readRecords(world, builder);
  const free = before.records.filter(({ inUse }) => !inUse);
  const said = `the whole cache of the builder ${name}: ${free.length} records, ${formatMeasured(measure(free))}`;
  if (request.dryRun) {
    if (request.json)
      printJson(world, { dryRun: true, builder: name, records: free.length, ...measure(free) });
    else world.terminal.out(`would remove ${said}\n`);
    return;
  }
  if (!request.yes && !(await hasConsent(world, said))) {
    world.terminal.err('nothing was removed\n');
    return;
  }
  await dockerOutput(world, emptyCommand(name), 'the builder cannot be emptied');
  const after = await readRecords(world, builder);
  printResult(world, request, undefined, {
    ...freedBetween(before.records, after.records),
    approximate: before.source === 'buildx',
  });
}

async function hasConsent({ terminal }: Pick<World, 'terminal'>, what: string): Promise<boolean> {
  const answer = await terminal.confirm(`remove ${what}, of everybody who builds with it?`);
  if (answer !== undefined) return answer;
  throw new ProductError((names) => ({
    code: 'NOT_CONFIRMED',
    what: `${what} shall go, and nobody is there to be asked`,
    why: 'everything that anybody has built with this builder would be built anew',
    next: `give ${names('yes')}, or name the projects whose cache shall go`,
  }));
}

/** Bytes that are part of an image stay in the image. */
function freedBetween(
  before: readonly UsageRecord[],
  after: readonly UsageRecord[],
): Omit<PruneResult, 'approximate'> {
  const left = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !left.has(id));
  const { bytes = 0, unsized } = measure(gone.filter(({ shared }) => !shared));
  return {
    removedRecords: gone.length,
    removedImages: 0,
    imagesUnmeasured: false,
    freedBytes: bytes,
    unsized,
    skipped: before
      .filter(({ id, inUse }) => left.has(id) && inUse)
      .map(({ description }) => ({ label: description, why: 'a build is using it' })),
  };
}
