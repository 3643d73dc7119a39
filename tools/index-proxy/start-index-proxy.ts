import { join } from 'node:path';
import {
  startIndexProxy as start,
  type IndexProxy,
  type IndexProxyOptions,
} from '../../packages/nx-docker-cache/src/io/index-proxy/start-index-proxy';
import { cacheFolder } from '../cache-folder';
import { pipConfiguration } from './pip-configuration';

export type { IndexProxy };

/** Starts a proxy in front of the index that pip is configured with, unless another one is named, with a cache that stays. */
export async function startIndexProxy(options: Partial<IndexProxyOptions> = {}): Promise<IndexProxy> {
  const { upstreamUrl, cacheDir = join(cacheFolder(), 'index-proxy') } = options;
  const certFile = process.env['SSL_CERT_FILE'];
  if (upstreamUrl !== undefined)
    return start({ isSteered: true, cert: certFile, ...options, upstreamUrl, cacheDir });
  const { indexUrl, cert = certFile } = await pipConfiguration();
  return start({ isSteered: true, cert, ...options, upstreamUrl: indexUrl, cacheDir });
}
