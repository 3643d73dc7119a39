import { createServer, request, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLimitedIndex } from './limited-index';
import type { LimitedIndex } from './world';

describe('startLimitedIndex', () => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'limited-index-'));
  let upstream: Server;
  let index: LimitedIndex;

  beforeAll(async () => {
    // An index that leads in circles, which is told with its address.
    upstream = createServer((asked, answer) => {
      answer.writeHead(302, { location: asked.url }).end();
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as AddressInfo;
    index = await startLimitedIndex({
      upstreamUrl: `http://me:hunter2@127.0.0.1:${port}/simple`,
      bytesPerSecond: 1e6,
      address: '127.0.0.1',
      cacheDir,
    });
  });

  afterAll(async () => {
    await index.close();
    upstream.close();
    rmSync(cacheDir, { recursive: true });
  });

  const ask = (url: string, method = 'GET'): Promise<{ status: number | undefined; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(url, { method }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () => {
          resolve({ status: answer.statusCode, text });
        });
      });
      asked.on('error', reject);
      asked.end(method === 'POST' ? '{"rate": "none"}' : undefined);
    });

  it('is reached at that address alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of others)
      await expect(ask(index.url.replace('127.0.0.1', address))).rejects.toThrow('ECONNREFUSED');
    expect((await ask(index.url.replace('/simple', '/'))).status).toBe(404);
  });

  it('is not steered by builds', async () => {
    const place = index.url.replace('/simple', '');
    expect((await ask(`${place}/_control`, 'POST')).status).toBe(404);
    expect((await ask(`${place}/_stats`)).status).toBe(404);
  });

  it('tells builds no password of the index', async () => {
    const { status, text } = await ask(`${index.url}/flask/`);
    expect(status).toBe(502);
    expect(text).toContain('redirects from http://127.0.0.1');
    expect(text).not.toContain('hunter2');
  });
});
