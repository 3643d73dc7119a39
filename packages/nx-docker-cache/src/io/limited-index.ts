import { createRequire } from 'node:module';
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
  const proxy = await startIndexProxy({ upstreamUrl, cert, address, cacheDir, rate: bytesPerSecond });
  return {
    url: proxy.url,
    requests: () => proxy.stats('default').requests,
    close: () => proxy.close(),
  };
}
