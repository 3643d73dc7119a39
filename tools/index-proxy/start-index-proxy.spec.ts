import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IndexProxy, startIndexProxy } from './start-index-proxy';
import { zipArchive } from '../../packages/nx-docker-cache/src/io/index-proxy/zip-archive';

const METADATA = 'Metadata-Version: 2.1\nName: foo\nVersion: 1.0\n';
const WHEEL = zipArchive(
  { 'foo/data.bin': 'x'.repeat(300_000), 'foo-1.0.dist-info/METADATA': METADATA },
  { deflated: false },
);
const DIGEST = createHash('sha256').update(WHEEL).digest('hex');
const PATH = '/files/foo/foo-1.0-py3-none-any.whl';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An index over real http whose answers each test can replace. */
class FakeIndex {
  readonly asked: string[] = [];
  answers: Record<string, Answer> = {};
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeIndex> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const index = new FakeIndex(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      index.asked.push(request.url ?? '');
      const answer = index.answers[request.url ?? ''];
      if (answer === undefined) response.writeHead(404).end();
      else answer(request, response);
    });
    return index;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
  }
}

const page =
  (digest: string): Answer =>
  (_, response) => {
    const files = [
      { filename: 'foo-1.0-py3-none-any.whl', url: '../../f/foo.whl', hashes: { sha256: digest } },
    ];
    response
      .writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' })
      .end(JSON.stringify({ files }));
  };

const wheel: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': WHEEL.length }).end(WHEEL);
};

let index: FakeIndex;
let proxy: IndexProxy;
let cacheDir: string;

beforeEach(async () => {
  index = await FakeIndex.start();
  index.answers = { '/simple/foo/': page(DIGEST), '/f/foo.whl': wheel };
  cacheDir = mkdtempSync(join(tmpdir(), 'index-proxy-'));
  proxy = await start();
});

afterEach(async () => {
  await proxy.close();
  await index.stop();
  rmSync(cacheDir, { recursive: true, force: true });
});

function start(): Promise<IndexProxy> {
  return startIndexProxy({ upstreamUrl: `${index.url}/simple/`, host: '127.0.0.1', cacheDir });
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, proxy.url), { headers });
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe('pages', () => {
  it('have links of the proxy, the headers of public indexes, and are asked for once', async () => {
    const response = await get('/simple/foo/');
    expect(response.headers.get('cache-control')).toBe('max-age=600, public');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain(
      `href="../../files/foo/foo-1.0-py3-none-any.whl#sha256=${DIGEST}"`,
    );
    await get('/simple/foo/');
    expect(index.asked).toEqual(['/simple/foo/']);
  });

  it('answer 304 to those who have them', async () => {
    const etag = (await get('/simple/foo/')).headers.get('etag') ?? '';
    expect((await get('/simple/foo/', { 'if-none-match': etag })).status).toBe(304);
    expect(proxy.stats('default').notModified).toBe(1);
  });

  it('lead on to the normalised name', async () => {
    const response = await get('/simple/Foo');
    expect(response.status).toBe(200);
    expect(response.url).toMatch(/\/simple\/foo\/$/);
  });

  it('that the index does not have are not found; an index that is down is a bad gateway', async () => {
    expect((await get('/simple/bar/')).status).toBe(404);
    await index.stop();
    expect((await get('/simple/baz/')).status).toBe(502);
  });

  it('read before outlive the index, and the proxy', async () => {
    await get('/simple/foo/');
    await proxy.close();
    await index.stop();
    proxy = await start();
    expect((await get('/simple/foo/')).status).toBe(200);
  });
});

describe('files', () => {
  it('come through whole, unchanged, and from the disk the second time', async () => {
    const response = await get(PATH);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect((await bytesOf(response)).equals(WHEEL)).toBe(true);
    expect((await bytesOf(await get(PATH))).equals(WHEEL)).toBe(true);
    expect(index.asked.filter((path) => path === '/f/foo.whl')).toHaveLength(1);
  });

  it('are fetched once for all that ask at the same time', async () => {
    const bodies = await Promise.all(Array.from({ length: 8 }, async () => bytesOf(await get(PATH))));
    expect(bodies.every((body) => body.equals(WHEEL))).toBe(true);
    expect(index.asked.filter((path) => path === '/f/foo.whl')).toHaveLength(1);
  });

  it('arrive while they are still being fetched', async () => {
    let goOn = (): void => undefined;
    index.answers['/f/foo.whl'] = (_, response) => {
      response.writeHead(200, { 'content-length': WHEEL.length });
      response.write(WHEEL.subarray(0, 1000));
      goOn = () => response.end(WHEEL.subarray(1000));
    };
    const reader = (await get(PATH)).body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1000);
    goOn();
    let rest = 0;
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read())
      rest += (piece.value as Uint8Array).length;
    expect(rest).toBe(WHEEL.length - 1000);
  });

  it.each([
    ['bytes=0-9', 206, 0, 10],
    ['bytes=-10', 206, WHEEL.length - 10, WHEEL.length],
    ['bytes=100-', 206, 100, WHEEL.length],
  ])('are served in part: %s', async (range, status, from, to) => {
    const response = await get(PATH, { range });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${WHEEL.length}`);
    expect((await bytesOf(response)).equals(WHEEL.subarray(from, to))).toBe(true);
  });

  it('answer 416 to a range beyond their end', async () => {
    expect((await get(PATH, { range: `bytes=${WHEEL.length}-` })).status).toBe(416);
  });

  it('whose digest is wrong or which end early are broken off and not kept', async () => {
    index.answers['/simple/foo/'] = page('0'.repeat(64));
    await expect(get(PATH).then(bytesOf)).rejects.toThrow();
    index.answers['/f/foo.whl'] = (_, response) => {
      response.writeHead(200, { 'content-length': WHEEL.length });
      response.write(WHEEL.subarray(0, 5000), () => response.destroy());
    };
    await expect(get(PATH).then(bytesOf)).rejects.toThrow();
    const kept = readdirSync(cacheDir, { recursive: true }).filter((name) => String(name).includes('.whl'));
    expect(kept).toEqual([]);
  });

  it('that are under way when the proxy closes are broken off, and nothing of them stays', async () => {
    index.answers['/f/foo.whl'] = (_, response) => {
      response.writeHead(200, { 'content-length': WHEEL.length });
      response.write(WHEEL.subarray(0, 5000));
    };
    expect((await get(PATH, { range: `bytes=${WHEEL.length}-` })).status).toBe(416);
    await proxy.close();
    const kept = readdirSync(cacheDir, { recursive: true }).filter((name) => String(name).includes('.whl'));
    expect(kept).toEqual([]);
    proxy = await start();
  });

  it('that are not on the page are not found, also when their path is', async () => {
    expect((await get('/files/foo/other.whl')).status).toBe(404);
    expect(index.asked).toEqual(['/simple/foo/']);
  });
});

describe('metadata', () => {
  it.each<[string, Answer | undefined, Answer]>([
    ['from beside the wheel', (_, response) => response.end(METADATA), wheel],
    ['out of the wheel, by ranges', undefined, ranged],
    ['out of the wheel, fetched whole', undefined, wheel],
    ['not from an error page', (_, response) => response.end('<h1>Welcome</h1>'), ranged],
  ])('is served: %s', async (_, beside, inside) => {
    index.answers['/f/foo.whl'] = inside;
    if (beside !== undefined) index.answers['/f/foo.whl.metadata'] = beside;
    expect(await (await get(`${PATH}.metadata`)).text()).toBe(METADATA);
    const asked = index.asked.length;
    expect(await (await get(`${PATH}.metadata`)).text()).toBe(METADATA);
    expect(index.asked).toHaveLength(asked);
  });

  function ranged(request: IncomingMessage, response: ServerResponse): void {
    const [from = 0, to = 0] = (/(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []).slice(1).map(Number);
    const body = WHEEL.subarray(from, to + 1);
    response
      .writeHead(206, {
        'content-range': `bytes ${from}-${to}/${WHEEL.length}`,
        'content-length': body.length,
      })
      .end(body);
  }
});

describe('traffic', () => {
  it('is counted under the label of the URL, or the label of the moment', async () => {
    await bytesOf(await get(PATH));
    proxy.setLabel('second');
    await bytesOf(await get(PATH));
    await bytesOf(await fetch(new URL(`/b/third${PATH}`, proxy.url)));
    for (const label of ['default', 'second', 'third']) {
      expect(proxy.stats(label)).toMatchObject({ requests: 1, fileBytes: WHEEL.length, broken: 0 });
    }
    expect(await (await get('/_stats')).json()).toEqual(proxy.allStats());
  });

  it('keeps to the rate over all connections, also from the disk', async () => {
    await bytesOf(await get(PATH));
    proxy.setRate(1_000_000);
    const begin = performance.now();
    await Promise.all([get(PATH).then(bytesOf), get(PATH).then(bytesOf)]);
    const seconds = (performance.now() - begin) / 1000;
    expect(seconds).toBeGreaterThan((2 * WHEEL.length - 64 * 1024) / 1_000_000 - 0.02);
  });
});

describe('faults', () => {
  it('cut a connection after so many bytes, once', async () => {
    proxy.setFaults([{ fault: { kind: 'cut', afterBytes: 1000 }, times: 1 }]);
    await expect(get(PATH).then(bytesOf)).rejects.toThrow();
    // The client may see the end of the connection before the proxy has counted it.
    for (let turn = 0; turn < 100 && proxy.stats('default').broken === 0; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(proxy.stats('default')).toMatchObject({ fileBytes: 1000, broken: 1 });
    expect((await bytesOf(await get(PATH))).equals(WHEEL)).toBe(true);
  });

  it('are set over http', async () => {
    const body = JSON.stringify({
      label: 'x',
      rate: '1gbit',
      faults: [{ fault: { kind: 'status', status: 503 }, match: '/simple/' }],
    });
    const url = new URL('/_control', proxy.url);
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
    expect((await get('/simple/foo/')).status).toBe(503);
    expect((await fetch(url, { method: 'POST', body: '{"faults": [{}]}' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: 'nonsense' })).status).toBe(400);
    expect(proxy.stats('x').requests).toBe(1);
  });

  it('slow a connection down', async () => {
    proxy.setFaults([{ fault: { kind: 'slow', rate: '8mbit' } }]);
    const begin = performance.now();
    await bytesOf(await get(PATH));
    expect(performance.now() - begin).toBeGreaterThan(((WHEEL.length - 512 * 1024) / 1_000_000) * 1000);
  });
});

it('leaves out what allows to keep an answer, when it is told to', async () => {
  const allowing = async (path: string): Promise<string[]> => {
    const { headers } = await get(path);
    return ['cache-control', 'etag'].filter((name) => headers.has(name));
  };
  for (const path of [PATH, '/simple/foo/']) {
    proxy.setCachingHeaders(false);
    expect(await allowing(path)).toEqual([]);
    proxy.setCachingHeaders(true);
    expect(await allowing(path)).toEqual(['cache-control', 'etag']);
  }
});
