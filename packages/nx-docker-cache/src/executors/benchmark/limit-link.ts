import * as path from 'node:path';
import type { Observation } from '../../benchmark/observe-index';
import { ProductError } from '../../errors/product-error';
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
    indexArguments: [
      `PIP_INDEX_URL=${index.url}`,
      `PIP_TRUSTED_HOST=${new URL(index.url).hostname}`,
      `UV_DEFAULT_INDEX=${index.url}`,
    ],
    requireUse: () => {
      if (index.requests() === 0)
        throw notApplied(project, rate, 'the Dockerfile or the requirements name an index themselves');
    },
    close: () => index.close(),
  };
}

/** By which build steps reach this machine: the gateway of the bridge, or the name that Docker Desktop gives the host. */
async function addressForBuilds({ processes }: Pick<World, 'processes'>): Promise<string> {
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{end}}';
  const [system, network] = await Promise.all([
    processes.run({ file: 'docker', args: ['info', '--format', '{{.OperatingSystem}}'] }),
    processes.run({ file: 'docker', args: ['network', 'inspect', 'bridge', '--format', format] }),
  ]);
  if (system.kind === 'exited' && system.stdout.includes('Docker Desktop')) return 'host.docker.internal';
  const gateways = network.kind === 'exited' ? network.stdout.split(/\s+/) : [];
  return gateways.find((address) => /^\d+(\.\d+){3}$/.test(address)) ?? 'host.docker.internal';
}

function notApplied(project: string, { written }: LinkRate, why: string): ProductError {
  return new ProductError({
    code: 'RATE_NOT_APPLIED',
    what: `the builds cannot be measured over a link of ${written}`,
    where: project,
    why,
    next: 'leave --rate out, or let the install use the index that pip is configured with',
  });
}
