import * as path from 'node:path';
import type { Observation } from '../../benchmark/observe-index';
import { ProductError } from '../../errors/product-error';
import { ADDRESS_QUESTIONS, buildAddressOf, DESKTOP_HOST } from '../../io/index-proxy/build-address';
import { pipEnvironment } from '../../io/index-proxy/pip-environment';
import type { World } from '../../io/world';
import type { BenchmarkRequest, LinkRate } from './benchmark-request';

/** The link of the builds to their package index. */
export interface BuildLink {
  /** Build arguments by which installs go over it. */
  readonly indexArguments: readonly string[];
  /** @throws ProductError RATE_NOT_APPLIED where no build has gone over it */
  requireUse(): void;
  close(): Promise<void>;
}

const UNLIMITED: BuildLink = {
  indexArguments: [],
  requireUse: () => undefined,
  close: () => Promise.resolve(),
};

/**
 * Puts an index of our own between the builds and theirs, which sends no faster than the link that is asked for.
 * @throws ProductError RATE_NOT_APPLIED where it is not known which index that is
 */
export async function limitLink(
  world: Pick<World, 'startIndex' | 'processes'>,
  { rate, project }: BenchmarkRequest,
  observed: Observation | undefined,
  scratch: string,
): Promise<BuildLink> {
  if (rate === undefined) return UNLIMITED;
  if (observed?.kind !== 'observed')
    throw notApplied(project, rate, observed?.why ?? 'the build installs no Python packages');
  const index = await world.startIndex({
    upstreamUrl: observed.url,
    bytesPerSecond: rate.bytesPerSecond,
    address: await addressForBuilds(world),
    cacheDir: path.join(scratch, 'index'),
  });
  return {
    indexArguments: Object.entries(pipEnvironment(index.url)).map(([name, value]) => `${name}=${value}`),
    requireUse: () => {
      if (index.requests() === 0)
        throw notApplied(project, rate, 'the Dockerfile or the requirements name an index themselves');
    },
    close: () => index.close(),
  };
}

/** An engine without a bridge may know the host by the name that Docker Desktop gives it. */
async function addressForBuilds({ processes }: Pick<World, 'processes'>): Promise<string> {
  const ask = async (args: readonly string[]): Promise<string> => {
    const answer = await processes.run({ file: 'docker', args });
    return answer.kind === 'exited' ? answer.stdout : '';
  };
  const [system, gateways] = await Promise.all([
    ask(ADDRESS_QUESTIONS.system),
    ask(ADDRESS_QUESTIONS.gateways),
  ]);
  return buildAddressOf({ system, gateways }) ?? DESKTOP_HOST;
}

function notApplied(project: string, { written }: LinkRate, why: string): ProductError {
  return new ProductError((names) => ({
    code: 'RATE_NOT_APPLIED',
    what: `the builds cannot be measured over a link of ${written}`,
    where: project,
    why,
    next: `leave ${names('rate')} out, or let the install use the index that pip is configured with`,
  }));
}
