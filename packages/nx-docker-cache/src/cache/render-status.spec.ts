import { exampleRule } from './testing/example-records';
import type { GcRule } from './gc-policy';
import { makeStatus } from './make-status';
import { renderStatus } from './render-status';
import type { CacheStatus } from './status';
import { exactly, LAYER_TYPE, MOUNT_TYPE, type UsageRecord } from './usage-record';
import type { LastBuild } from './workspace-use';

const NOW = 1e12;

const record = (id: string, facts: Partial<UsageRecord> = {}): UsageRecord => ({
  id,
  type: MOUNT_TYPE,
  description: `cached mount /root/.cache/${id} from exec x with id "/${id}"`,
  size: 1e6,
  inUse: false,
  shared: false,
  createdAt: undefined,
  lastUsed: exactly(NOW - 5_000),
  usageCount: 1,
  parents: [],
  ...facts,
});

const layer = (id: string, facts: Partial<UsageRecord> = {}): UsageRecord =>
  record(id, { type: LAYER_TYPE, ...facts });

interface Case {
  readonly records?: readonly UsageRecord[];
  readonly rules?: readonly GcRule[] | undefined;
  readonly freeBytes?: number;
  readonly lastBuild?: LastBuild;
}

function statusOf({ records = [], rules, freeBytes, lastBuild }: Case): CacheStatus {
  const target = { project: 'web', target: 'docker-build', dockerfile: 'web/Dockerfile' };
  return makeStatus({
    records,
    builder: { name: 'default', driver: 'docker', buildkit: undefined, platform: undefined, rules },
    source: 'engine',
    use: { targets: [{ ...target, mounts: [], problem: undefined, lastBuild }], traces: [] },
    recipes: [],
    now: NOW,
    freeBytes,
    imageLayers: new Set(),
  });
}

const lineWith = (text: string, facts: Case): string | undefined =>
  renderStatus(statusOf(facts), 500)
    .split('\n')
    .find((line) => line.includes(text));

const DISK_RULE = exampleRule({ maxUsedBytes: 1e9, minFreeBytes: 5e8 });

describe('the next collection', () => {
  it.each<[string, Case, CacheStatus['nextCollection'], string]>([
    ['no rules told', {}, undefined, 'unknown: this builder does not tell its rules'],
    ['no rules', { rules: [] }, undefined, 'never: the builder has no rule'],
    [
      'a disk that is not known',
      { records: [record('a')], rules: [DISK_RULE] },
      undefined,
      'unknown: how much of the disk is free is not known',
    ],
    [
      'a disk with room',
      { records: [record('a')], rules: [DISK_RULE], freeBytes: 6e8 },
      { records: 0, bytes: 0, unsized: 0 },
      'deletes nothing (it starts within a minute after a build)',
    ],
    [
      'a full disk',
      { records: [record('a')], rules: [DISK_RULE], freeBytes: 1e8 },
      { records: 1, bytes: 1e6, unsized: 0 },
      'deletes 1 record, 1.0 MB (it starts within a minute after a build)',
    ],
  ])('with %s', (_, facts, next, said) => {
    expect(statusOf(facts).nextCollection).toEqual(next);
    expect(lineWith('next collection', facts)).toBe(`  next collection: ${said}`);
  });
});

describe('a size that is not known', () => {
  const busy = { size: undefined, inUse: true };

  it.each<[string, readonly UsageRecord[], string]>([
    ['the only one', [record('m', busy)], '    m    unknown size  in use'],
    [
      'one of a mount',
      [record('m', busy), record('n', { description: record('m').description })],
      '    m    1.0 MB and 1 of unknown size  in use',
    ],
  ])('%s', (_, records, line) => {
    expect(lineWith('  m  ', { records, rules: undefined })?.trimEnd()).toContain(line.trim());
  });

  it('is in no sum, and the sum says so', () => {
    const facts = { records: [record('m', busy), layer('l')], rules: [exampleRule({ maxUsedBytes: 5e8 })] };
    expect(statusOf(facts).total).toMatchObject({ records: 2, unsized: 1, bytes: 1e6, mountBytes: 0 });
    expect(lineWith('builder default', facts)).toBe(
      'builder default (docker): 1.0 MB and 1 of unknown size, at least 1.0 MB counted of 500 MB',
    );
    expect(lineWith('mounts of others', facts)).toBe('mounts of others: 1, unknown size');
  });
});

it.each([
  [10, 0, undefined],
  [11, 1, '  and 1 more, 1.0 MB (--json has them all)'],
  [60, 50, '  and 50 more, 1.3 GB (--json has them all)'],
])('of %i mounts of others it tells the largest ten', (count, hidden, more) => {
  const records = Array.from({ length: count }, (_, index) =>
    record(`m${index}`, { size: (index + 1) * 1e6 }),
  );
  const lines = renderStatus(statusOf({ records, rules: undefined }), Infinity).split('\n');
  expect(lines.filter((line) => / MB .*used/.test(line))).toHaveLength(count - hidden);
  expect(lines.find((line) => line.includes(' more, '))).toBe(more);
  expect(lines.join('\n')).toContain(`m${count - 1} `);
});

it('says on what the safety of a mount depends', () => {
  expect(lineWith('  m  ', { records: [record('m')], rules: [DISK_RULE], freeBytes: 6e8 })).toContain(
    'safe below 1.0 GB in all while 500 MB of the disk are free (rule 0)',
  );
});

it.each([60, 100])('cuts off no text in %i columns', (width) => {
  const facts = { records: [record('m')], rules: [DISK_RULE], freeBytes: 6e8 };
  const text = renderStatus(statusOf(facts), width);
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  expect(text.replace(/\s+/g, ' ')).toBe(renderStatus(statusOf(facts), Infinity).replace(/\s+/g, ' '));
});

it.each([
  [200, 200, '100 %'],
  [199, 200, '>99 %'],
  [1, 300, '<1 %'],
  [0, 3, '0 %'],
])('%i of %i steps are %s', (cachedSteps, totalSteps, share) => {
  const lastBuild = { endedAt: NOW - 60_000, wallMs: 1_000, outcome: 'success', cachedSteps, totalSteps };
  expect(lineWith('last build', { lastBuild })).toBe(
    `web: last build 1 min ago in 1.0 s, ${cachedSteps} of ${totalSteps} steps cached (${share})`,
  );
});

it.each([
  [1, false],
  [2, true],
])('says of a mount with %i records that there are copies: %p', (count, said) => {
  const description = 'cached mount /c from exec x with id "/m"';
  const records = Array.from({ length: count }, (_, index) => record(`r${index}`, { description }));
  expect(lineWith('  m  ', { records })?.includes('2 copies')).toBe(said);
});
