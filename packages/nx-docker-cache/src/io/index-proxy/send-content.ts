import type { IncomingMessage, ServerResponse } from 'node:http';
import { readRange } from './byte-range';
import { PAGE_MAX_AGE_S } from './page-store';
import type { ProxyState } from './proxy-state';
import { prefersJson } from './rendered-page';
import type { Route } from './routes';
import { type Outlet, portionOf, sendBody, slices } from './send-body';

/** What public indexes say of files: a name is never given to another content. */
const FOREVER = 'max-age=365000000, immutable, public';

export type ContentRoute = Extract<Route, { kind: 'page' | 'file' | 'metadata' }>;

/** A request for something of the index, and what its answer needs. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: ProxyState;
  readonly label: string;
  readonly outlet: Outlet;
}

/** Sends a page, a file or its metadata. Throws NotServed while nothing has been sent. */
export function sendContent(exchange: Exchange, route: ContentRoute): Promise<void> {
  return SENDERS[route.kind](exchange, route);
}

const SENDERS = { page: sendPage, file: sendFile, metadata: sendMetadata } as const satisfies Record<
  ContentRoute['kind'],
  (exchange: Exchange, route: ContentRoute) => Promise<void>
>;

async function sendPage(exchange: Exchange, route: ContentRoute): Promise<void> {
  const { request, state } = exchange;
  const page = await state.pages.get(route.project);
  const gzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const { body, etag, type } = state.renderer.render(page, prefersJson(request.headers.accept), gzipped);
  await sendBuffer(exchange, body, {
    'content-type': type,
    'cache-control': `max-age=${PAGE_MAX_AGE_S}, public`,
    etag,
    vary: 'Accept, Accept-Encoding',
    ...(gzipped && { 'content-encoding': 'gzip' }),
  });
}

async function sendMetadata(exchange: Exchange, route: ContentRoute): Promise<void> {
  const file = await exchange.state.pages.file(route.project, filenameOf(route));
  const body = await exchange.state.files.metadata(file);
  await sendBuffer(exchange, body, { 'content-type': 'binary/octet-stream', 'cache-control': FOREVER });
}

async function sendFile(exchange: Exchange, route: ContentRoute): Promise<void> {
  const { request, response, state, outlet } = exchange;
  const indexFile = await state.pages.file(route.project, filenameOf(route));
  const etag = `"${indexFile.hashes['sha256'] ?? indexFile.filename}"`;
  const headers = {
    'content-type': 'application/octet-stream',
    'cache-control': FOREVER,
    etag,
    'accept-ranges': 'bytes',
  };
  if (notModified(exchange, etag)) return;
  const sent = keepable(exchange, headers);
  const file = await state.files.open(indexFile);
  const range = readRange(request.headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${file.size}` }).end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  const partial = range === undefined ? {} : { 'content-range': `bytes ${first}-${last}/${file.size}` };
  response.writeHead(range === undefined ? 200 : 206, {
    ...sent,
    ...partial,
    'content-length': last - first + 1,
  });
  await finish(exchange, file.chunks(first, last, portionOf(outlet)));
}

async function sendBuffer(
  exchange: Exchange,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  if (notModified(exchange, headers['etag'])) return;
  exchange.response.writeHead(200, { ...keepable(exchange, headers), 'content-length': body.length });
  await finish(exchange, slices(body, portionOf(exchange.outlet)));
}

/** The headers of an answer without those that allow to keep it, when there shall be none. */
function keepable(
  { state }: Exchange,
  { etag, 'cache-control': cacheControl, ...others }: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (!state.cachingHeaders) return others;
  return { ...others, ...(etag && { etag }), ...(cacheControl && { 'cache-control': cacheControl }) };
}

async function finish(
  { request, response, state, label, outlet }: Exchange,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  if (request.method === 'HEAD') response.end();
  else if (!(await sendBody(response, chunks, outlet))) state.traffic.broken(label);
}

function notModified({ request, response, state, label }: Exchange, etag: string | undefined): boolean {
  if (etag === undefined || request.headers['if-none-match'] !== etag) return false;
  state.traffic.notModified(label);
  response.writeHead(304, { etag }).end();
  return true;
}

function filenameOf(route: ContentRoute): string {
  return route.kind === 'page' ? '' : route.filename;
}
