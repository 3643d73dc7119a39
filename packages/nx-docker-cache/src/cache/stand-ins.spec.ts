import { isPerhapsMeasured, isStandIn, withoutStandIn } from './stand-ins';
import type { UsageRecord } from './usage-record';

const record = (change: Partial<UsageRecord>): UsageRecord => ({
  id: 'a',
  type: 'regular',
  description: 'cached mount /c from exec /bin/sh -c x with id "/pip"',
  size: 1,
  inUse: true,
  shared: false,
  createdAt: undefined,
  lastUsed: undefined,
  usageCount: 0,
  parents: [],
  ...change,
});

it.each<[string, Partial<UsageRecord>, boolean]>([
  ['a layer in use that is described as a mount', {}, true],
  ['a command of several lines', { description: 'cached mount /c from exec a\nb with id "/pip"' }, true],
  ['a mount', { type: 'exec.cachemount' }, false],
  ['a layer of a command', { description: 'mount / from exec /bin/sh -c x with id "/pip"' }, false],
  ['one that nothing uses', { inUse: false }, false],
  ['one whose id is not told', { description: 'cached mount /c from exec x' }, false],
])('knows %s', (_, change, expected) => {
  expect(isStandIn(record(change))).toBe(expected);
  const { type } = record(change);
  expect(withoutStandIn(record(change))).toEqual(
    record({ ...change, type: expected ? 'exec.cachemount' : type }),
  );
});

it.each<[Partial<UsageRecord>, boolean]>([
  [{ type: 'exec.cachemount', size: 0 }, true],
  [{ type: 'exec.cachemount', size: 4096 }, false],
  [{ type: 'exec.cachemount', size: undefined }, false],
  [{ size: 0 }, false],
])('takes %j for measured meanwhile: %p', (change, expected) => {
  expect(isPerhapsMeasured(record(change))).toBe(expected);
});
