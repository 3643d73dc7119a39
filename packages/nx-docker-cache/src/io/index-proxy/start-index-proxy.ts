import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FaultPlan } from './faults';
import { FileStore } from './file-store';
import { handleRequest } from './handle-request';
import { PageStore } from './page-store';
import { ProxyState } from './proxy-state';
import type { Rate } from './rate';
import type { Traffic } from './traffic';
import { createUpstream } from './upstream';

export interface IndexProxyOptions {
  /** The URL of the index to forward to. */
  readonly upstreamUrl: string;
  /** A file of certificates to trust beside those of Node. */
  readonly cert?: string | undefined;
  /** Where to listen; default: everywhere, because builds come in over the engine's bridge. */
  readonly host?: string;
  /** Default: any free one. */
  readonly port?: number;
  /** The name or address by which clients reach this machine (`buildAddress`); default: 127.0.0.1. */
  readonly address?: string;
  /** Of the link that all clients share; default: not limited. */
  readonly rate?: Rate;
  /** Whether clients may steer it and read what was sent (`/_control`, `/_stats`): builds are clients too. Default: no. */
  readonly isSteered?: boolean;
  /** Where it keeps what it has fetched. */
  readonly cacheDir: string;
}

export interface IndexProxy {
  /** The index, as PIP_INDEX_URL wants it. Its traffic is counted under the label set last (`default` at first). */
  readonly url: string;
  readonly port: number;
  /** The same index with traffic counted under this label. pip's cache is keyed by URL: another label, another cache. */
  urlFor(label: string): string;
  /** Counts the traffic of `url` under this label from now on: labels builds without changing what they see. */
  setLabel(label: string): void;
  stats(label: string): Traffic;
  allStats(): Readonly<Record<string, Traffic>>;
  setRate(rate: Rate): void;
  /** Whether answers say from now on that they may be kept; they do at first. */
  setCachingHeaders(value: boolean): void;
  /** Replaces the faults; none: all is well again. */
  setFaults(plans: readonly FaultPlan[]): void;
  /** Stops listening, ends all connections, those to the index too, and writes nothing in the cache any more. */
  close(): Promise<void>;
}

/** A client may take up a connection again after a minute of work of its own, and most of them do not try twice. */
const KEEP_ALIVE_MS = 600_000;

/** Starts a proxy in this process. */
export async function startIndexProxy(options: IndexProxyOptions): Promise<IndexProxy> {
  const { host = '0.0.0.0', address = '127.0.0.1', isSteered = false, cacheDir } = options;
  const indexUrl = options.upstreamUrl.replace(/\/+$/, '');
  const upstream = createUpstream(options.cert);
  const pages = new PageStore(join(cacheDir, 'pages'), indexUrl, upstream);
  const state = new ProxyState(pages, new FileStore(join(cacheDir, 'files'), upstream), options.rate);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
    handleRequest(request, response, { state, isSteered }).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not a pipe: it listens on a port
  const base = `http://${address}:${port}`;
  return {
    url: `${base}/simple`,
    port,
    urlFor: (label) => `${base}/b/${encodeURIComponent(label)}/simple`,
    setLabel: (label) => {
      state.apply({ label });
    },
    stats: (label) => state.traffic.of(label),
    allStats: () => state.traffic.all(),
    setRate: (value) => {
      state.apply({ rate: { value } });
    },
    setCachingHeaders: (cachingHeaders) => {
      state.apply({ cachingHeaders });
    },
    setFaults: (faults) => {
      state.apply({ faults });
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      upstream.close();
      await Promise.all([closed, state.pages.settled(), state.files.settled()]);
    },
  };
}
