import { readBuilder as parseBuilder, type BuilderFacts } from '../../cache/gc-policy';
import { inspectBuilder, listRecords } from '../../cache/builder-commands';
import { readBuildxJson, readBuildxText } from '../../cache/read-buildx-usage';
import { readEngineUsage } from '../../cache/read-engine-usage';
import { isPerhapsMeasured, isStandIn, withoutStandIn } from '../../cache/stand-ins';
import type { UsageRecord } from '../../cache/usage-record';
import { ProductError } from '../../errors/product-error';
import { EngineUnreachableError } from '../../io/engine-errors';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { dockerOutput } from './docker-output';

type BuilderWorld = Pick<World, 'processes' | 'engine' | 'clock'>;

export interface SeenBuilder {
  readonly facts: BuilderFacts;
  /** It is the part of the engine that docker talks to: the engine's own API tells more of it than buildx. */
  readonly isEngines: boolean;
}

/**
 * @param name undefined for the builder in use
 * @throws what `dockerOutput` throws
 */
export async function readBuilder(world: BuilderWorld, name: string | undefined): Promise<SeenBuilder> {
  const facts = parseBuilder(await dockerOutput(world, inspectBuilder(name)));
  if (facts === undefined)
    throw new ProductError({
      code: 'CACHE_NOT_READ',
      what: 'the builder cannot be read',
      why: 'the output of docker buildx inspect is not what it was in the buildx that are known here',
      next: 'report it with the output of docker buildx inspect and docker buildx version',
    });
  return { facts, isEngines: facts.driver === 'docker' && (await isOfContext(world, facts.name)) };
}

/** A builder of the docker driver is named after its context: another one's engine is not the one that we talk to. */
async function isOfContext({ processes }: BuilderWorld, name: string): Promise<boolean> {
  const shown = await processes.run({ file: 'docker', args: ['context', 'show'] });
  const context = hasSucceeded(shown) ? shown.stdout.trim() : 'default';
  return context === name;
}

export interface SeenRecords {
  readonly records: readonly UsageRecord[];
  readonly source: 'engine' | 'buildx';
}

/** How long the builder's own measuring is waited for: it ends within seconds, with mounts of many files too. */
const WAITS_MS = [100, 200, 400, 800, 1_600, 3_200];

/**
 * The records of a builder at rest: what it measures for somebody else is waited for, and counts as a mount in use in the end.
 * @throws what `dockerOutput` throws
 */
export async function readRecords(world: BuilderWorld, builder: SeenBuilder): Promise<SeenRecords> {
  let seen = await recordsNow(world, builder);
  let isUnsure = seen.records.some(isPerhapsMeasured);
  for (const ms of WAITS_MS) {
    if (!isUnsure && !seen.records.some(isStandIn)) break;
    await world.clock.sleep(ms);
    seen = await recordsNow(world, builder);
    isUnsure = false;
  }
  return { ...seen, records: seen.records.map(withoutStandIn) };
}

async function recordsNow(world: BuilderWorld, { facts, isEngines }: SeenBuilder): Promise<SeenRecords> {
  const records = isEngines ? await engineRecords(world) : undefined;
  return records === undefined
    ? { records: await buildxRecords(world, facts.name), source: 'buildx' }
    : { records, source: 'engine' };
}

/** Undefined where the API does not answer: buildx may have another way. */
async function engineRecords({ engine }: BuilderWorld): Promise<readonly UsageRecord[] | undefined> {
  try {
    return readEngineUsage(await engine.buildCache());
  } catch (error) {
    if (error instanceof EngineUnreachableError) return undefined;
    throw error;
  }
}

async function buildxRecords(world: BuilderWorld, name: string): Promise<readonly UsageRecord[]> {
  const json = await dockerOutput(world, listRecords(name, 'json')).catch((error: unknown) => {
    // What is wrong beside the flag, the text form meets as well.
    if (error instanceof ProductError && error.code === 'CACHE_NOT_READ') return undefined;
    throw error;
  });
  return json === undefined
    ? readBuildxText(await dockerOutput(world, listRecords(name, 'text')), world.clock.now())
    : readBuildxJson(json, world.clock.now());
}
