import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { FileStore } from './file-store';
import type { IndexFile } from './index-page';
import type { Upstream } from './upstream';

const FILE: IndexFile = {
  filename: 'foo-1.0.tar.gz',
  url: 'http://index/foo-1.0.tar.gz',
  hashes: {},
  hasMetadata: false,
  metadataHashes: {},
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a store is settled', () => {
  it.each<[string, (body: PassThrough) => void, number]>([
    ['only when a download has ended', (body) => body.end('1234'), 1],
    ['only when a download has failed, of which nothing stays', (body) => body.destroy(new Error('gone')), 0],
  ])('%s', async (_, end, kept) => {
    const body = new PassThrough().on('error', () => undefined); // as an IncomingMessage that nobody reads yet
    const store = new FileStore(folder, sending(body, 4));
    const { finished } = await store.open(FILE);
    const order: string[] = [];
    const settled = store.settled().then(() => order.push('settled'));
    const download = finished.catch(() => undefined).then(() => order.push('download'));
    end(body);
    await Promise.all([settled, download]);
    expect(order).toEqual(['download', 'settled']);
    expect(filesIn(folder)).toHaveLength(kept);
  });

  it('at once when nothing was asked for', async () => {
    await expect(new FileStore(folder, sending(new PassThrough(), 0)).settled()).resolves.toBeUndefined();
  });
});

function sending(body: PassThrough, size: number): Upstream {
  return {
    get: (url) =>
      Promise.resolve({
        status: 200,
        headers: { 'content-length': String(size) },
        body: body as unknown as IncomingMessage, // only read as a stream
        url,
      }),
    close: () => undefined,
  };
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
