import { exampleRule } from '../cache/testing/example-records';
import type { GcRule } from '../cache/gc-policy';
import { judgeMachine, meansNoEngine } from './judge-machine';
import { SOUND_MACHINE, type DiskSpace, type MachineFacts } from './machine-facts';
import { RULES } from './registry';

const judge = (change: Partial<MachineFacts>, ignore: readonly string[] = []) =>
  judgeMachine({ ...SOUND_MACHINE, ...change }, RULES, ignore);
const codes = (change: Partial<MachineFacts>): readonly string[] => judge(change).map(({ code }) => code);

const engine = (version: string, containerdStore = true): Partial<MachineFacts> => ({
  engine: { kind: 'up', version, containerdStore },
});
const buildx = (version: string | undefined): Partial<MachineFacts> => ({
  buildx: { kind: 'present', version },
});
const builder = (driver: string, rules?: readonly GcRule[]): Partial<MachineFacts> => ({
  builder: { kind: 'told', facts: { name: 'b', driver, buildkit: undefined, rules } },
});
const proxies = (
  variables: readonly string[],
  builds: Readonly<Record<string, string>>,
): Partial<MachineFacts> => ({ proxies: { variables, builds } });

const DAY = 86_400_000;
const GC = exampleRule();

it.each<[string, Partial<MachineFacts>, readonly string[]]>([
  ['a sound machine', {}, []],
  ['no engine', { engine: { kind: 'down', why: 'ENOENT' }, builder: undefined }, ['NDC101']],
  [
    'neither engine nor docker',
    { engine: { kind: 'down', why: 'x' }, buildx: { kind: 'no-docker' }, builder: undefined },
    ['NDC101', 'NDC102'],
  ],
  ['the oldest engine that is tested', engine('26.1.5+dfsg1'), []],
  ['an engine before it', engine('25.0.3'), ['NDC105']],
  [
    'an engine without BuildKit, and no buildx',
    { ...engine('20.10.24+dfsg1', false), buildx: { kind: 'missing' }, builder: undefined },
    ['NDC103', 'NDC105'],
  ],
  ['an engine whose version says nothing', engine('dev'), []],
  ['buildx 0.13', buildx('0.13.1+ds1'), []],
  ['buildx 0.12', buildx('0.12.1'), ['NDC104']],
  ['buildx of a distribution that tells no version', buildx(undefined), []],
  ['DOCKER_BUILDKIT=1', { dockerBuildkit: '1' }, []],
  ['DOCKER_BUILDKIT=false', { dockerBuildkit: 'false' }, ['NDC106']],
  ['a builder that is not there', { builder: { kind: 'refused', why: 'no builder "x"' } }, ['NDC107']],
  ['the driver docker without the containerd store', engine('28.0.0', false), ['NDC108']],
  [
    'another driver without the containerd store',
    { ...engine('28.0.0', false), ...builder('docker-container') },
    ['NDC109'],
  ],
  ['a disk with room', { disk: { folder: '/d', freeBytes: 5e9, rootFreeBytes: 5e9, totalBytes: 6e9 } }, []],
  [
    'a full disk',
    { disk: { folder: '/d', freeBytes: 4.9e9, rootFreeBytes: 5e9, totalBytes: 500e9 } },
    ['NDC110'],
  ],
  ['a proxy that builds know', proxies(['HTTPS_PROXY'], { httpsProxy: 'proxy.example.com' }), []],
  ['a proxy that builds do not know', proxies(['HTTPS_PROXY'], {}), ['NDC112']],
  ['a proxy on the loopback', proxies([], { httpProxy: '127.0.1.1' }), ['NDC113']],
  ['two of them', proxies([], { httpProxy: 'localhost', httpsProxy: '[::1]' }), ['NDC113']],
])('judges %s', (_, change, expected) => {
  expect(codes(change)).toEqual(expected);
});

describe('garbage collection', () => {
  const mounts = { ...GC, filters: ['type==source.local', 'type==exec.cachemount'] };
  it.each<[string, readonly GcRule[] | undefined, boolean]>([
    ['rules that are not told', undefined, false],
    ['none at all', [], false],
    ['the default since 0.31', [{ ...mounts, keepMs: 2 * DAY, maxUsedBytes: 512e6 }], true],
    // Within one filter all types must match, so that it matches nothing.
    [
      'the default before',
      [{ ...mounts, filters: [mounts.filters.join(',')], keepMs: 2 * DAY, maxUsedBytes: 512e6 }],
      false,
    ],
    ['a rule that keeps a month', [{ ...mounts, keepMs: 30 * DAY, maxUsedBytes: 512e6 }], false],
    ['a rule with room', [{ ...mounts, keepMs: 2 * DAY, maxUsedBytes: 20e9 }], false],
    ['a small limit for everything', [{ ...GC, maxUsedBytes: 1e9 }], true],
    ['a large limit for everything', [{ ...GC, reservedBytes: 10e9, maxUsedBytes: 100e9 }], false],
  ])('with %s', (_, rules, isFound) => {
    expect(codes(builder('docker', rules))).toEqual(isFound ? ['NDC111'] : []);
  });
});

it.each<[string, DiskSpace | undefined, readonly string[]]>([
  ['is free enough for root', { folder: '/d', freeBytes: 8e9, rootFreeBytes: 11e9, totalBytes: 99e9 }, []],
  ['is too full', { folder: '/d', freeBytes: 8e9, rootFreeBytes: 9e9, totalBytes: 99e9 }, ['NDC111']],
  ['is not known', undefined, []],
])('a rule that asks for 10 GB of free disk, where the disk %s', (_, disk, found) => {
  const rules = [{ ...GC, minFreeBytes: 10e9 }];
  expect(codes({ ...builder('docker', rules), disk })).toEqual(found);
});

it('says what to do for each kind of old engine', () => {
  const [old] = judge({ ...engine('20.10.24') });
  const [less] = judge({ ...engine('24.0.0') });
  expect(old?.message).toContain('does not use BuildKit by itself');
  expect(less?.message).toBe('engine 24.0.0 is older than 26, the oldest that is supported');
  expect(old?.remedy).toContain('DOCKER_BUILDKIT=1');
});

it('leaves out what is ignored', () => {
  expect(judge(engine('25.0.3'), ['NDC105'])).toEqual([]);
});

it('knows which findings mean that nothing can be built', () => {
  const down = judge({
    engine: { kind: 'down', why: '' },
    buildx: { kind: 'no-docker' },
    builder: undefined,
  });
  expect(down.map((finding) => meansNoEngine(finding, RULES))).toEqual([true, true]);
  expect(judge({ dockerBuildkit: '0' }).map((finding) => meansNoEngine(finding, RULES))).toEqual([false]);
});
