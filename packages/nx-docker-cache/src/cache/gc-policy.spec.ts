import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesFilters, readBuilder } from './gc-policy';

const fixture = (name: string): string => readFileSync(join(__dirname, 'fixtures', name), 'utf8');
const HOUR = 3_600_000;

describe('docker buildx inspect', () => {
  it('tells the rules of an engine', () => {
    const { rules, ...builder } = readBuilder(fixture('inspect-28.5.txt'))!;
    expect(builder).toEqual({
      name: 'default',
      driver: 'docker',
      buildkit: 'v0.0.0+unknown',
      platform: 'linux/amd64',
    });
    expect(rules).toHaveLength(4);
    expect(rules![0]).toEqual({
      all: false,
      filters: ['type==source.local,type==exec.cachemount,type==source.git.checkout'],
      keepMs: 48 * HOUR,
      reservedBytes: undefined,
      maxUsedBytes: Math.round(3.346 * 2 ** 30),
      minFreeBytes: undefined,
    });
    expect(rules![3]).toMatchObject({
      all: true,
      filters: [],
      keepMs: undefined,
      minFreeBytes: 47.5 * 2 ** 30,
    });
  });

  it('of 26.1 tells none', () => {
    expect(readBuilder(fixture('inspect-26.1.txt'))).toMatchObject({ driver: 'docker', rules: undefined });
  });

  it('of several nodes: the rules of the first', () => {
    const node =
      'Name: b0\nGC Policy rule#0:\n All: false\n Keep Bytes: 1GiB\nGC Policy rule#1:\n All: true\n';
    const { rules } = readBuilder(`Name: b\nDriver: docker-container\n\nNodes:\n${node}${node}`)!;
    expect(rules).toMatchObject([{ all: false, reservedBytes: 2 ** 30 }, { all: true }]);
  });

  it.each(['', 'ERROR: no builder "x" found', 'Name: x'])('%j is none', (text) => {
    expect(readBuilder(text)).toBeUndefined();
  });
});

it.each<[readonly string[], string, boolean | undefined]>([
  [[], 'regular', true],
  [['type==exec.cachemount'], 'exec.cachemount', true],
  [['type==exec.cachemount'], 'regular', false],
  [['type==source.local', 'type==exec.cachemount'], 'exec.cachemount', true],
  // One filter whose parts must hold together: the rule of older engines, which never matched anything.
  [['type==source.local,type==exec.cachemount'], 'exec.cachemount', false],
  [['type!=exec.cachemount'], 'regular', true],
  [['description~=x'], 'regular', undefined],
  [['description~=x', 'type==regular'], 'regular', true],
  [['description~=x,type==regular'], 'frontend', false],
])('%j takes in %s: %s', (filters, type, expected) => {
  expect(matchesFilters(filters, type)).toBe(expected);
});
