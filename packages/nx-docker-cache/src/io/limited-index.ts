import { createRequire } from 'node:module';
import { networkInterfaces } from 'node:os';
import type * as IndexProxyModule from './index-proxy/start-index-proxy';
import type { LimitedIndex, LimitedIndexOptions } from './world';

const load = createRequire(__filename);

/** Loaded when it is asked for: a benchmark over a slow link alone needs it. */
export async function startLimitedIndex({
  upstreamUrl,
  bytesPerSecond,
  address,
  cacheDir,
}: LimitedIndexOptions): Promise<LimitedIndex> {
  const { startIndexProxy } = load('./index-proxy/start-index-proxy') as typeof IndexProxyModule;
  const cert = process.env['SSL_CERT_FILE'];
  const proxy = await startIndexProxy({
    upstreamUrl,
    cert,
    address,
    ...(isOwnAddress(address) && { host: address }),
    cacheDir,
    rate: bytesPerSecond,
  });
  return {
    url: proxy.url,
    requests: () => proxy.stats('default').requests,
    close: () => proxy.close(),
  };
}

/**
 * The gateway of the engine's bridge is an address of this machine: only its containers reach what listens there, and nobody
 * in the network outside. A name (Docker Desktop's) says nothing of where it leads to.
 */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === address));
}
