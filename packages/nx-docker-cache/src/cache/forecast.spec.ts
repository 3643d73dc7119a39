import { exampleRule } from './testing/example-records';
import { forecast, type Fate } from './forecast';
import type { GcRule } from './gc-policy';
import { exactly, type UsageRecord } from './usage-record';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;
const MB = 1e6;

function record(
  id: string,
  facts: Partial<Omit<UsageRecord, 'lastUsed'>> & { readonly age?: number } = {},
): UsageRecord {
  const { age = 1, ...others } = facts;
  return {
    id,
    type: 'regular',
    description: '',
    size: 100 * MB,
    inUse: false,
    shared: false,
    createdAt: NOW - age * HOUR,
    lastUsed: exactly(NOW - age * HOUR),
    usageCount: 1,
    parents: [],
    ...others,
  };
}

const mount = (id: string, facts: Parameters<typeof record>[1] = {}): UsageRecord =>
  record(id, { type: 'exec.cachemount', ...facts });

/** BuildKit 0.31 and newer, util: docker-container driver. */
const MOUNT_RULE = exampleRule({
  filters: ['type==source.local', 'type==exec.cachemount', 'type==source.git.checkout'],
  keepMs: 48 * HOUR,
  maxUsedBytes: 512 * MB,
});
const DEAD_RULE = { ...MOUNT_RULE, filters: [MOUNT_RULE.filters.join(',')] };
const CAP = exampleRule({ maxUsedBytes: 1000 * MB });

interface Case {
  readonly records: readonly UsageRecord[];
  readonly rules: readonly GcRule[] | undefined;
  readonly freeBytes?: number;
  readonly next: readonly string[];
  readonly fates?: Readonly<Record<string, Fate>>;
  /** Why the next collection may delete more. */
  readonly unknown?: readonly string[];
}

/** As an engine of today has it: a limit, a smallest free space, and what is left in any case. */
const WHOLE = exampleRule({ maxUsedBytes: 1000 * MB, minFreeBytes: 500 * MB, reservedBytes: 150 * MB });
const DISK = 'how much of the disk is free is not known';

it.each<[string, Case]>([
  [
    'without rules nothing is known',
    {
      records: [record('a')],
      rules: undefined,
      next: [],
      fates: { a: { kind: 'unknown', why: 'this builder does not tell its rules' } },
      unknown: ['this builder does not tell its rules'],
    },
  ],
  [
    'without any rule nothing is collected',
    { records: [record('a')], rules: [], next: [], fates: { a: { kind: 'kept' } } },
  ],
  [
    'old mounts go only while the cache is above the limit',
    {
      records: [mount('old', { age: 50, size: 300 * MB }), mount('new', { age: 3, size: 300 * MB })],
      rules: [MOUNT_RULE],
      next: ['old'],
      fates: { new: { kind: 'above', bytes: 512 * MB, rule: 0 } },
    },
  ],
  [
    'below the limit they stay',
    {
      records: [mount('old', { age: 50 })],
      rules: [MOUNT_RULE],
      next: [],
      fates: { old: { kind: 'above', bytes: 512 * MB, rule: 0 } },
    },
  ],
  [
    'above the limit, but used lately: from then on',
    {
      records: [mount('m', { age: 3, size: 600 * MB })],
      rules: [MOUNT_RULE],
      next: [],
      fates: { m: { kind: 'after', at: NOW + 45 * HOUR, rule: 0 } },
    },
  ],
  [
    'layers count against the limit of the mounts',
    {
      records: [mount('m', { age: 50 }), record('layer', { size: 500 * MB })],
      rules: [MOUNT_RULE],
      next: ['m'],
      fates: { layer: { kind: 'kept' } },
    },
  ],
  [
    "images' layers do not",
    {
      records: [mount('m', { age: 50 }), record('layer', { size: 500 * MB, shared: true })],
      rules: [MOUNT_RULE],
      next: [],
    },
  ],
  [
    'the rule of older engines takes no mount',
    {
      records: [mount('m', { age: 50, size: 900 * MB })],
      rules: [DEAD_RULE, CAP],
      next: [],
      fates: { m: { kind: 'above', bytes: 1000 * MB, rule: 1 } },
    },
  ],
  [
    'what is in use stays',
    { records: [mount('m', { age: 50, size: 900 * MB, inUse: true })], rules: [MOUNT_RULE], next: [] },
  ],
  [
    'what was used least recently and least often goes first',
    {
      records: [
        record('a', { age: 9, usageCount: 9, size: 400 * MB }),
        record('b', { age: 8, size: 400 * MB }),
        record('c', { size: 400 * MB }),
      ],
      rules: [CAP],
      next: ['b'],
    },
  ],
  [
    'a layer goes after those that are built upon it',
    {
      records: [
        record('base', { age: 9, size: 800 * MB }),
        record('top', { age: 1, size: 300 * MB, parents: ['base'] }),
      ],
      rules: [CAP],
      next: ['top'],
    },
  ],
  [
    'reserved space alone: down to it',
    {
      records: [record('a', { age: 2 }), record('b')],
      rules: [exampleRule({ reservedBytes: 150 * MB })],
      next: ['a'],
      fates: { b: { kind: 'above', bytes: 150 * MB, rule: 0 } },
    },
  ],
  [
    'reserved space is left even when more would have to go',
    {
      records: [record('a', { age: 2 }), record('b')],
      rules: [exampleRule({ maxUsedBytes: 50 * MB, reservedBytes: 150 * MB })],
      next: ['a'],
    },
  ],
  [
    'a rule about free space alone waits for the disk',
    {
      records: [record('a')],
      rules: [exampleRule({ minFreeBytes: 500 * MB })],
      next: [],
      fates: { a: { kind: 'low-disk', freeBytes: 500 * MB, rule: 0 } },
      unknown: [DISK],
    },
  ],
  [
    'a rule about free space alone, and enough of it',
    {
      records: [record('a')],
      rules: [exampleRule({ minFreeBytes: 500 * MB })],
      freeBytes: 500 * MB,
      next: [],
      fates: { a: { kind: 'low-disk', freeBytes: 500 * MB, rule: 0 } },
    },
  ],
  [
    'a limit holds only while the disk is free enough',
    {
      records: [record('a', { age: 3 }), record('b')],
      rules: [WHOLE],
      freeBytes: 500 * MB,
      next: [],
      fates: { a: { kind: 'above', bytes: 1000 * MB, freeBytes: 500 * MB, rule: 0 } },
    },
  ],
  [
    'and nothing is said of the next collection where that is not known',
    {
      records: [record('a', { age: 3 }), record('b')],
      rules: [WHOLE],
      next: [],
      fates: { a: { kind: 'above', bytes: 1000 * MB, freeBytes: 500 * MB, rule: 0 } },
      unknown: [DISK],
    },
  ],
  [
    'what is reserved stays on a full disk too: it need not be known',
    { records: [record('a')], rules: [WHOLE], next: [] },
  ],
  [
    'a limit within what is reserved asks for no free disk',
    {
      records: [record('a')],
      rules: [exampleRule({ maxUsedBytes: 120 * MB }), WHOLE],
      next: [],
      fates: { a: { kind: 'above', bytes: 120 * MB, rule: 0 } },
    },
  ],
  [
    'what a rule takes in any case is known; what those behind it take is not',
    {
      records: [
        mount('m', { age: 50, size: 600 * MB }),
        record('a', { age: 9, size: 600 * MB }),
        record('b', { size: 300 * MB }),
      ],
      rules: [
        MOUNT_RULE,
        exampleRule({ keepMs: 5 * HOUR, minFreeBytes: 500 * MB }),
        exampleRule({ maxUsedBytes: 500 * MB }),
      ],
      next: ['m'],
      fates: { a: { kind: 'unknown', why: DISK } },
      unknown: [DISK],
    },
  ],
  [
    'on a full disk what is young goes once it is old enough',
    {
      records: [record('a', { age: 3 }), record('b', { size: 200 * MB })],
      rules: [{ ...WHOLE, keepMs: 10 * HOUR }],
      freeBytes: 100 * MB,
      next: [],
      fates: { a: { kind: 'after', at: NOW + 7 * HOUR, rule: 0 } },
    },
  ],
  [
    'a size that is not known may be above any limit',
    {
      records: [record('a'), mount('busy', { size: undefined, inUse: true })],
      rules: [CAP],
      next: [],
      fates: { a: { kind: 'above', bytes: 1000 * MB, rule: 0 } },
      unknown: ['the size of 1 record is not known'],
    },
  ],
  [
    'nor does it matter where nothing could go',
    {
      records: [record('a'), mount('busy', { size: undefined, inUse: true })],
      rules: [{ ...CAP, keepMs: 9 * HOUR }],
      next: [],
    },
  ],
  [
    'what is in use above a limit is not kept for ever',
    {
      records: [mount('m', { size: 2000 * MB, inUse: true })],
      rules: [CAP],
      next: [],
      fates: { m: { kind: 'unknown', why: 'it is in use, or others are built upon it' } },
    },
  ],
  [
    'a full disk',
    {
      records: [record('a', { age: 3 }), record('b')],
      rules: [exampleRule({ minFreeBytes: 500 * MB })],
      freeBytes: 450 * MB,
      next: ['a'],
    },
  ],
  [
    'only rules for all take internal records',
    {
      records: [record('i', { type: 'internal', size: 2000 * MB })],
      rules: [CAP],
      next: [],
      fates: { i: { kind: 'kept' } },
    },
  ],
  [
    'a rule without limits and time takes everything',
    {
      records: [record('a'), record('i', { type: 'internal' })],
      rules: [exampleRule({ all: true })],
      next: ['a', 'i'],
    },
  ],
  [
    'a filter that is not understood',
    {
      records: [mount('m')],
      rules: [exampleRule({ filters: ['description~=pip'] })],
      next: [],
      fates: { m: { kind: 'unknown', why: 'rule 0 has a filter that is not understood: description~=pip' } },
      unknown: ['rule 0 has a filter that is not understood: description~=pip'],
    },
  ],
])('%s', (_, { records, rules, freeBytes, next, fates = {}, unknown = [] }) => {
  const future = forecast({ records, rules, now: NOW, freeBytes });
  expect([...future.next]).toEqual(next);
  expect(Object.fromEntries(future.fates)).toMatchObject(fates);
  expect(future.unknown).toEqual(unknown);
});

it('counts what is in no image', () => {
  const records = [record('a'), record('b', { shared: true })];
  expect(forecast({ records, rules: [], now: NOW }).countedBytes).toBe(100 * MB);
});

it('stays quick with many records', () => {
  const records = Array.from({ length: 3000 }, (_, index) => record(String(index), { size: MB, age: index }));
  const started = performance.now();
  expect(forecast({ records, rules: [exampleRule({ maxUsedBytes: 2900 * MB })], now: NOW }).next.size).toBe(
    101,
  );
  expect(performance.now() - started).toBeLessThan(30_000);
});
