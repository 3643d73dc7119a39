import type { UsageRecord } from '../usage-record';
import type { CarriedMount } from './carried-mounts';
import type { ArchivedMount, ArchiveManifest } from './manifest';
import { planRestore, planSave, withinBytes } from './plan-carry';

const mount = (id: string, change: Partial<CarriedMount> = {}): CarriedMount => ({
  key: `/${id}`,
  namespace: '',
  cacheId: id,
  target: '/c',
  place: '/c',
  tool: undefined,
  owner: {},
  sharing: undefined,
  base: 'img',
  platform: undefined,
  ...change,
});

const record = (id: string, size: number | undefined, inUse = false): UsageRecord => ({
  id: `r${id}`,
  type: 'exec.cachemount',
  description: `cached mount /c from exec x with id "/${id}"`,
  size,
  inUse,
  shared: false,
  createdAt: undefined,
  lastUsed: undefined,
  usageCount: 1,
  parents: [],
});

const untold = { ...record('x', 1), description: 'cached mount /c from exec x' };

it.each<[string, CarriedMount, readonly UsageRecord[], number | undefined, string]>([
  ['what the builder holds', mount('a'), [record('a', 5)], undefined, 'saved'],
  ['what it may hold', mount('a'), [untold], undefined, 'saved'],
  ['not what it does not hold', mount('a'), [record('b', 5)], undefined, 'absent'],
  ['not what a build writes to', mount('a'), [record('a', 5, true)], undefined, 'in-use'],
  [
    'not what a build may have for itself',
    mount('a', { sharing: 'private' }),
    [record('a', 5, true)],
    undefined,
    'in-use',
  ],
  [
    'what a build locks, after it',
    mount('a', { sharing: 'locked' }),
    [record('a', 5, true)],
    undefined,
    'saved',
  ],
  ['not what is larger than the limit', mount('a'), [record('a', 5)], 4, 'too-large'],
  ['what has no known size', mount('a'), [record('a', undefined)], 4, 'saved'],
])('saves %s', (_, one, records, maxBytes, expected) => {
  const { saves, skipped } = planSave({ mounts: [one], refused: [] }, records, { maxBytes });
  expect([...saves.map(() => 'saved'), ...skipped.map(({ reason }) => reason)]).toEqual([expected]);
});

it.each<[readonly (number | undefined)[], number | undefined, readonly (number | undefined)[]]>([
  [[3, 9, 1], undefined, []],
  [[3, 9, 1], 13, []],
  [[3, 9, 1], 12, [9]],
  [[3, 9, 1], 3, [9, 3]],
  [[3, undefined, 1], 0, [3, 1]],
])('leaves of %j with a limit of %p the largest out: %j', (sizes, max, expected) => {
  const { kept, leftOut } = withinBytes(
    sizes.map((bytes) => ({ bytes })),
    max,
  );
  expect(leftOut.map(({ bytes }) => bytes)).toEqual(expected);
  expect(kept).toHaveLength(sizes.length - expected.length);
});

const archived = (id: string, change: Partial<ArchivedMount> = {}): ArchivedMount => ({
  key: `/${id}`,
  target: '/c',
  owner: {},
  file: `${id}.tar`,
  bytes: 10,
  ...change,
});
const manifest = (...mounts: readonly ArchivedMount[]): ArchiveManifest => ({
  schemaVersion: 1,
  savedAt: 0,
  platform: 'linux/amd64',
  mounts,
});

it.each<[string, CarriedMount, ArchivedMount, readonly UsageRecord[], string, readonly string[]]>([
  ['what is not there', mount('a'), archived('a'), [], 'linux/amd64', ['restored']],
  ['what is there in part', mount('a'), archived('a'), [record('a', 9)], 'linux/amd64', ['restored']],
  ['not what is there', mount('a'), archived('a'), [record('a', 10)], 'linux/amd64', ['warm']],
  [
    'by the measure of the builder',
    mount('a'),
    archived('a', { heldBytes: 20 }),
    [record('a', 10)],
    'linux/amd64',
    ['restored'],
  ],
  ['not while a build uses it', mount('a'), archived('a'), [record('a', 1, true)], 'linux/amd64', ['in-use']],
  ['not on another platform', mount('a'), archived('a'), [], 'linux/arm64', ['other-platform']],
  [
    'not what no Dockerfile has',
    mount('b'),
    archived('a'),
    [],
    'linux/amd64',
    ['not-declared', 'not-archived'],
  ],
  [
    'not for another owner',
    mount('a', { owner: { uid: 1 } }),
    archived('a'),
    [],
    'linux/amd64',
    ['not-declared', 'not-archived'],
  ],
  [
    'for the same owner',
    mount('a', { owner: { uid: 1 } }),
    archived('a', { owner: { uid: 1 } }),
    [],
    'linux/amd64',
    ['restored'],
  ],
])('restores %s', (_, one, kept, records, platform, expected) => {
  const { restores, skipped } = planRestore({ mounts: [one], refused: [] }, manifest(kept), {
    records,
    platform,
  });
  expect([...restores.map(() => 'restored'), ...skipped.map(({ reason }) => reason)]).toEqual(expected);
});
