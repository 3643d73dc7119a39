import type { DeclaredMount } from '../declared-mounts';
import { exactly, MOUNT_TYPE, type UsageRecord } from '../usage-record';
import { leftMounts, mountSizes, readLeftMounts, type MountUser } from './mount-sizes';

const BEGUN = 1000;

const record = (more: Partial<UsageRecord> = {}): UsageRecord => ({
  id: 'r',
  type: MOUNT_TYPE,
  description: 'cached mount /c from exec /bin/sh -c x with id "//c"',
  size: 500,
  inUse: false,
  shared: false,
  createdAt: 10,
  lastUsed: exactly(BEGUN + 50),
  usageCount: 8,
  parents: [],
  ...more,
});

const mount = (more: Partial<DeclaredMount> = {}): DeclaredMount => ({
  key: '//c',
  unknown: [],
  target: '/c',
  tool: undefined,
  hasContent: false,
  line: 2,
  ...more,
});

const user = (start: number, end: number, more: Partial<DeclaredMount> = {}): MountUser => ({
  mounts: [mount(more)],
  intervals: [{ start, end }],
});

const ONE = [user(1010, 1020)];
const LEFT = { r: { bytes: 200, uses: 7 } };
const UNKNOWN = { before: undefined, after: undefined };

describe('the sizes of a mount', () => {
  it.each([
    ['as the last build left it', ONE, [record()], LEFT, { before: 200, after: 500 }],
    [
      'used twice',
      [...ONE, user(1020, 1030)],
      [record({ usageCount: 9 })],
      LEFT,
      { before: 200, after: 500 },
    ],
    [
      'used by another build in between',
      ONE,
      [record({ usageCount: 9 })],
      LEFT,
      { before: undefined, after: 500 },
    ],
    ['never seen before', ONE, [record()], {}, { before: undefined, after: 500 }],
    [
      'used by two RUNs at once',
      [...ONE, user(1015, 1030)],
      [record()],
      LEFT,
      { before: undefined, after: 500 },
    ],
    ['made by this build', ONE, [record({ createdAt: 1005, usageCount: 1 })], {}, { before: 0, after: 500 }],
    [
      'made by this build, used by another',
      ONE,
      [record({ createdAt: 1005, usageCount: 2 })],
      {},
      { before: undefined, after: 500 },
    ],
    [
      'made with content',
      [user(1010, 1020, { hasContent: true })],
      [record({ createdAt: 1005, usageCount: 1 })],
      {},
      { before: undefined, after: 500 },
    ],
    ['in use', ONE, [record({ inUse: true, size: 0 })], LEFT, UNKNOWN],
    ['taken while the engine looked', ONE, [record({ size: 0 })], LEFT, UNKNOWN],
    ['not used by this build', ONE, [record({ lastUsed: exactly(900) })], LEFT, UNKNOWN],
    ['one of two that were used', ONE, [record(), record({ id: 's' })], LEFT, UNKNOWN],
    [
      'the used one of two',
      ONE,
      [record(), record({ id: 's', lastUsed: exactly(1) })],
      LEFT,
      { before: 200, after: 500 },
    ],
    ['of a key that is not known', [user(1, 2, { key: undefined })], [record()], LEFT, UNKNOWN],
    ['of an engine that was not asked', ONE, undefined, LEFT, UNKNOWN],
    [
      'that an old engine does not name',
      ONE,
      [record({ description: 'cached mount /c from exec x' })],
      LEFT,
      UNKNOWN,
    ],
  ])('%s', (_, users, records, left, expected) => {
    expect(mountSizes(users, { records, left, begun: BEGUN })[0]?.[0]).toMatchObject(expected);
  });

  it('come with the name of the mount', () => {
    expect(mountSizes(ONE, { records: undefined, left: {}, begun: BEGUN })).toMatchObject([
      [{ id: '/c', target: '/c' }],
    ]);
  });
});

describe('what is remembered', () => {
  const first = record({ usageCount: 8 });
  it.each([
    ['after a look that counted', [first], [record({ usageCount: 9 })], { r: { bytes: 500, uses: 9 } }],
    ['after one that did not', [first], [record({ usageCount: 8 })], { r: { bytes: 500, uses: 8 } }],
    ['used in between', [first], [record({ usageCount: 10 })], {}],
    ['grown in between', [first], [record({ usageCount: 9, size: 501 })], {}],
    ['in use', [first], [record({ inUse: true })], {}],
    ['taken while the engine looked', [record({ size: 0 })], [record({ size: 0 })], {}],
    ['a layer', [record({ type: 'regular' })], [record({ type: 'regular' })], {}],
    ['new', [], [record()], {}],
  ])('%s', (_, one, two, expected) => {
    expect(leftMounts(one, two, {})).toEqual(expected);
  });

  it('is what was remembered before, where nothing better is known and the mount is still there', () => {
    const earlier = { r: { bytes: 1, uses: 2 }, gone: { bytes: 1, uses: 2 } };
    expect(leftMounts([first], [record({ inUse: true })], earlier)).toEqual({ r: { bytes: 1, uses: 2 } });
  });

  it.each([undefined, null, 7, 'x', [], { r: 7 }, { r: { bytes: 'x', uses: 1 } }])(
    'is nothing in %j',
    (value) => {
      expect(readLeftMounts(value)).toEqual({});
    },
  );

  it('survives JSON', () => {
    expect(readLeftMounts(JSON.parse(JSON.stringify(LEFT)))).toEqual(LEFT);
  });
});
