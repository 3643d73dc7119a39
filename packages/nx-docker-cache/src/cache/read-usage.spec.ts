import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBuildxJson, readBuildxText } from './read-buildx-usage';
import { readEngineUsage } from './read-engine-usage';

const fixture = (name: string): string => readFileSync(join(__dirname, 'fixtures', name), 'utf8');
const NOW = Date.parse('2026-11-24T01:00:00Z');

describe('the engine', () => {
  it.each(['28.5', '26.1'])('%s tells everything about a mount', (version) => {
    const records = readEngineUsage(JSON.parse(fixture(`system-df-${version}.json`)))!;
    expect(records).toHaveLength(13);
    const mount = records.find(({ description }) => description.endsWith('with id "/p7"'))!;
    expect(mount).toMatchObject({ type: 'exec.cachemount', inUse: false, shared: false, parents: [] });
    expect(mount.lastUsed!.earliest).toBe(mount.lastUsed!.latest);
    expect(mount.lastUsed!.latest).toBeGreaterThanOrEqual(mount.createdAt!);
    const layer = records.find(({ description }) => description.includes('WORKDIR'))!;
    expect(layer).toMatchObject({ type: 'regular', shared: true, parents: [expect.any(String)] });
  });

  it.each([
    [{ BuildCache: null }, []],
    [{ BuildCache: [{}, null, { ID: '' }] }, []],
    [{ message: 'no' }, undefined],
    [null, undefined],
    ['text', undefined],
  ])('%j', (answer, expected) => {
    expect(readEngineUsage(answer)).toEqual(expected);
  });

  it.each<[string, object, number | undefined]>([
    ['was not found out', { Size: -1 }, undefined],
    ['is not told', {}, undefined],
    ['changes just now', { Size: 0, InUse: true }, undefined],
    ['is none', { Size: 0, InUse: false }, 0],
    ['is that of something in use', { Size: 5, InUse: true }, 5],
  ])('knows a size that %s', (_, facts, size) => {
    const [record] = readEngineUsage({ BuildCache: [{ ID: 'a', LastUsedAt: null, Parent: 'b', ...facts }] })!;
    expect(record).toMatchObject({ lastUsed: undefined, parents: ['b'] });
    expect(record!.size).toBe(size);
  });
});

describe('buildx', () => {
  it.each([
    ['0.29', 3, 4096],
    ['0.13', 3, 0],
  ])('%s tells the same in text', (version, count, size) => {
    const records = readBuildxText(fixture(`du-verbose-${version}.txt`), NOW);
    expect(records).toHaveLength(count);
    expect(records.find(({ description }) => description.endsWith('with id "/a b"'))).toMatchObject({
      type: 'exec.cachemount',
      size,
      shared: false,
      inUse: false,
      usageCount: 2,
      parents: [],
      lastUsed: { earliest: NOW - 21 * 60_000, latest: NOW - 20 * 60_000 },
    });
    const script = records.find(({ description }) => description.includes('echo t5'))!;
    expect(script.description).toBe('mount / from exec /bin/sh -c echo t5\nsleep 0.5\n');
    expect(script).toMatchObject({ type: 'regular', shared: true, parents: [expect.any(String)] });
  });

  it('takes no line of a script for a field', () => {
    const text =
      'ID:\ta\nDescription:\tmount / from exec sh\nID: x\nSize: 5GB\nUsage count:\t1\nType:\tregular\n\nTotal:\t1B\n';
    expect(readBuildxText(text, NOW)).toMatchObject([
      { id: 'a', size: undefined, description: 'mount / from exec sh\nID: x\nSize: 5GB' },
    ]);
  });

  it.each([
    ['0B', false, undefined],
    ['0B', true, 0],
    ['-1B', true, undefined],
    [undefined, true, undefined],
    ['5B', false, 5],
  ])('the size %s of a record that is reclaimable: %s', (Size, Reclaimable, size) => {
    expect(readBuildxJson(JSON.stringify({ ID: 'a', Size, Reclaimable }), NOW)[0]!.size).toBe(size);
  });

  it('tells it as JSON, a line each', () => {
    const line =
      '{"CreatedAt":"2026-11-24 00:11:41.60649045 +0000 UTC","Description":"d","ID":"5f","LastUsedAt":"2 seconds ago","Mutable":true,"Parents":null,"Reclaimable":false,"Shared":false,"Size":"4.096kB","Type":"exec.cachemount","UsageCount":2}';
    expect(readBuildxJson(`${line}\n\nnothing\n`, NOW)).toEqual([
      {
        id: '5f',
        type: 'exec.cachemount',
        description: 'd',
        size: 4096,
        inUse: true,
        shared: false,
        createdAt: Date.parse('2026-11-24T00:11:41.606Z'),
        lastUsed: { earliest: NOW - 3000, latest: NOW - 2000 },
        usageCount: 2,
        parents: [],
      },
    ]);
  });
});
