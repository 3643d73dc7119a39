import { existsSync, readFileSync } from 'node:fs';
import {
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
  /** After redirects: relative links are relative to this. */
  readonly url: string;
}

/** Fetches from the configured index and from the places that it links to. */
export interface Upstream {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<UpstreamAnswer>;
  /** Breaks off what is under way; nothing is fetched after it. */
  close(): void;
}

const IDLE_MS = 60_000;
const MOST_REDIRECTS = 5;

/** `certFile`: certificates to trust besides those that come with Node. */
export function createUpstream(certFile: string | undefined): Upstream {
  const http = new HttpAgent({ keepAlive: true });
  const ca =
    certFile !== undefined && existsSync(certFile)
      ? [...rootCertificates, readFileSync(certFile, 'utf8')]
      : undefined;
  const https = new HttpsAgent({ keepAlive: true, ...(ca !== undefined && { ca }) });
  let closed = false;
  const get: Upstream['get'] = async (url, headers = {}) => {
    let at = url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (closed) throw new Error(`the proxy was closed before ${at} was asked for`);
      const body = await once(at, headers, { http, https });
      const { statusCode: status = 502, headers: received } = body;
      const location = received.location;
      if (status < 300 || status >= 400 || location === undefined)
        return { status, headers: received, body, url: at };
      body.resume();
      at = new URL(location, at).href;
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects from ${url}`);
  };
  return {
    get,
    close: () => {
      closed = true;
      http.destroy();
      https.destroy();
    },
  };
}

function once(
  url: string,
  headers: Readonly<Record<string, string>>,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const auth =
      target.username === '' ? {} : { auth: decodeURIComponent(`${target.username}:${target.password}`) };
    const isTls = target.protocol === 'https:';
    const options = { headers, agent: isTls ? agents.https : agents.http, timeout: IDLE_MS, ...auth };
    const request = (isTls ? httpsRequest : httpRequest)(target, options, resolve);
    request.on('timeout', () => {
      request.destroy(new Error(`no answer within ${IDLE_MS / 1000} s`));
    });
    request.on('error', reject);
    request.end();
  });
}

/** The whole body. */
export async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
