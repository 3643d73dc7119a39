import { RECIPES } from '../recipes/registry';
import { TRACE_SCHEMA_VERSION, type BuildTrace } from './build-trace';
import type { DeclaredMount } from './declared-mounts';
import { makeStatus } from './make-status';
import { renderPlan } from './render-prune';
import { planPrune, type PruneFacts, type PruneWishes } from './prune-plan';
import { exactly, LAYER_TYPE, MOUNT_TYPE, type UsageRecord } from './usage-record';
import type { TargetUse } from './workspace-use';

const NOW = 1_000_000;
const DAY = 86_400_000;

const record = (id: string, facts: Partial<UsageRecord> = {}): UsageRecord => ({
  id,
  type: MOUNT_TYPE,
  description: `cached mount /root/.cache/${id} from exec x with id "/${id}"`,
  size: 10,
  inUse: false,
  shared: false,
  createdAt: 0,
  lastUsed: exactly(NOW - 1),
  usageCount: 1,
  parents: [],
  ...facts,
});

/** A layer that the trace below is known to have made. */
const layer = (id: string, step: number, facts: Partial<UsageRecord> = {}): UsageRecord =>
  record(id, {
    type: LAYER_TYPE,
    description: `mount / from exec /bin/sh -c step number ${step} of the web project`,
    createdAt: step * 1000 + 5,
    ...facts,
  });

const trace: BuildTrace = {
  schemaVersion: TRACE_SCHEMA_VERSION,
  project: 'web',
  target: 'docker-build',
  builder: 'default',
  engine: 'e',
  mounts: ['/pip', '/gone'],
  images: ['sha256:old'],
  steps: [1, 2, 3].map((step) => ({
    name: `[stage-0 2/2] RUN step number ${step} of the web project`,
    start: step * 1000,
    end: step * 1000 + 10,
  })),
};

const use = (project: string, ...ids: string[]): TargetUse => ({
  project,
  target: 'docker-build',
  dockerfile: `${project}/Dockerfile`,
  mounts: ids.map((id): DeclaredMount => ({
    key: `/${id}`,
    unknown: [],
    target: `/root/.cache/${id}`,
    tool: id === 'pip' ? 'pip' : undefined,
    hasContent: false,
    line: 2,
  })),
  problem: undefined,
  lastBuild: undefined,
});

const RECORDS = [
  record('pip'),
  record('own', { lastUsed: exactly(NOW - 10 * DAY), size: 100 }),
  record('both'),
  record('other'),
  record('gone'),
  record('foreign'),
  record('busy', { inUse: true }),
  layer('l1', 1),
  layer('l2', 2, { shared: true }),
  layer('foreign-layer', 9),
];

function facts(
  records: readonly UsageRecord[] = RECORDS,
  imageLayers: ReadonlySet<string> = new Set(),
): PruneFacts {
  const status = makeStatus({
    records,
    builder: { name: 'default', driver: 'docker', buildkit: undefined, platform: undefined, rules: [] },
    source: 'engine',
    use: {
      targets: [use('web', 'pip', 'own', 'both', 'busy'), use('api', 'both', 'other')],
      traces: [trace],
    },
    recipes: RECIPES,
    now: NOW,
    imageLayers,
  });
  const images = [
    { id: 'sha256:old', ownBytes: 7, allBytes: 9, createdAt: 0 },
    { id: 'sha256:foreign', ownBytes: undefined, allBytes: 9, createdAt: 0 },
  ];
  return { status, records, traces: [trace], images, imageLayers };
}

const wishes = (change: Partial<PruneWishes>): PruneWishes => ({
  projects: ['web'],
  tools: [],
  mounts: [],
  orphans: false,
  olderThanMs: undefined,
  keepBytes: undefined,
  ...change,
});

const idsOf = (change: Partial<PruneWishes>, records?: readonly UsageRecord[]): string[] =>
  planPrune(facts(records), wishes(change))
    .removals.flatMap(({ ids }) => ids)
    .sort();

describe('planPrune', () => {
  it.each<[string, Partial<PruneWishes>, string[]]>([
    ["a project's own mounts, dangling layers and old images", {}, ['l1', 'own', 'pip', 'sha256:old']],
    ['another project', { projects: ['api'] }, ['other']],
    [
      'several projects, and then what they share',
      { projects: ['web', 'api'] },
      ['both', 'l1', 'other', 'own', 'pip', 'sha256:old'],
    ],
    ['a shared mount that is named', { mounts: ['both'] }, ['both', 'l1', 'own', 'pip', 'sha256:old']],
    [
      'a mount that is named and is nobody’s',
      { mounts: ['foreign', 'other'] },
      ['l1', 'own', 'pip', 'sha256:old'],
    ],
    ['a tool', { tools: ['pip'] }, ['pip']],
    ['what was not used for a week', { olderThanMs: 7 * DAY }, ['own']],
    ['orphans alone', { projects: [], orphans: true }, ['gone']],
    ['orphans too', { tools: ['pip'], orphans: true }, ['pip']],
    ['all that may stay', { keepBytes: 1_000 }, []],
    ['the oldest down to a limit', { keepBytes: 30 }, ['own']],
    ['nobody', { projects: [] }, []],
  ])('takes %s', (_, change, ids) => {
    expect(idsOf(change)).toEqual(ids);
  });

  it('leaves a layer that an image holds, whatever BuildKit calls shared', () => {
    const seen = facts([layer('l1', 1), layer('l3', 3)], new Set(['l1']));
    expect(
      planPrune({ ...seen, images: [] }, wishes({})).removals.map(({ label, ids }) => [label, ids]),
    ).toEqual([['mount / from exec /bin/sh -c step number 3 of the web project', ['l3']]]);
    expect(seen.status.projects[1]?.layers).toMatchObject({
      records: 2,
      danglingRecords: 1,
      danglingBytes: 10,
    });
  });

  it('tells an unknown size as unknown', () => {
    const seen = { ...facts([record('pip', { size: undefined }), record('own')]) };
    const images = [{ id: 'sha256:old', ownBytes: undefined, allBytes: 9, createdAt: 0 }];
    const { removals } = planPrune({ ...seen, images }, wishes({}));
    expect(removals.map(({ label, bytes, unsized }) => [label, bytes, unsized])).toEqual([
      ['own', 10, 0],
      ['pip', undefined, 1],
      ['sha256:old', undefined, 1],
    ]);
    expect(renderPlan({ removals, kept: [] }, 80)).toBe(
      'remove  mount own                      10 B  web\n' +
        'remove  mount pip              unknown size  web\n' +
        'remove  1 image without a tag  unknown size  web\n' +
        'to remove: 10 B and 2 of unknown size\n',
    );
  });

  it('says why something stays', () => {
    const { kept } = planPrune(facts(), wishes({ olderThanMs: 7 * DAY }));
    const reasons = kept.map(({ removal, reason }) => [removal.label, reason.kind]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['both', 'other-projects'],
        ['busy', 'in-use'],
        ['pip', 'used-lately'],
      ]),
    );
  });

  it.each([
    ['nobody else builds upon it', [], ['l1', 'l3']],
    ['somebody else does', [record('child', { type: LAYER_TYPE, parents: ['l3'] })], []],
  ])('takes a layer with those upon it when %s', (_, others, ids) => {
    const records = [layer('l1', 1), layer('l3', 3, { parents: ['l1'] }), ...others];
    expect(idsOf({}, records).filter((id) => id.startsWith('l'))).toEqual(ids);
  });
});
