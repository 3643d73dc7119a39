import { TRACE_SCHEMA_VERSION, type BuildTrace } from '../../cache/build-trace';
import type { CacheStatus } from '../../cache/status';
import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessResult, Space } from '../../io/world';
import { buildTargets } from './build-targets';
import { runCacheStatus, type StatusRequest } from './run-cache-status';

const INSPECT = 'Name: default\nDriver: docker\nPlatforms: linux/arm64*, linux/amd64\n';
const DISK_RULE = 'GC Policy rule#0:\n Min Free Space: 500B\n';
const mount = (id: string): object => ({
  ID: `record${id.length}`,
  Type: 'exec.cachemount',
  Description: `cached mount /var/cache/apt from exec x with id "/${id}"`,
  Size: 1_000_000,
});

interface Played {
  readonly mounts: readonly string[];
  /** Whether the engine's API answers; buildx does in any case. */
  readonly hasApi?: boolean;
  readonly context?: string;
  readonly inspect?: string;
}

function world({ mounts, hasApi = true, context = 'default', inspect = INSPECT }: Played): MemoryWorld {
  const answers: Readonly<Record<string, string>> = {
    'buildx inspect': inspect,
    'context show': `${context}\n`,
    'buildx du': mounts
      .map((id) => JSON.stringify({ ...mount(id), Size: '1.234MB', Reclaimable: true }))
      .join('\n'),
  };
  return memoryWorld({
    engine: { id: 'e', version: '28', containerdStore: true },
    files: {
      '/workspace/web/Dockerfile':
        'FROM a\nARG TARGETARCH\nRUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt x\n',
      '/workspace/api/Dockerfile': 'FROM a\nRUN --mount=type=cache,id=apt-arm64,target=/var/cache/apt y\n',
    },
    run: ({ args }, { onStdout }): ProcessResult => {
      const stdout = answers[args.slice(0, 2).join(' ')] ?? '';
      onStdout?.(Buffer.from(stdout));
      return { kind: 'exited', exitCode: 0, stdout, stderr: '' };
    },
    engineAnswers: hasApi ? { buildCache: () => ({ BuildCache: mounts.map(mount) }) } : {},
  });
}

const project = (name: string): object => ({
  root: name,
  targets: { 'docker-build': { executor: 'nx-docker-cache:build', configurations: { other: {} } }, test: {} },
});

const trace = (builder: string): BuildTrace => ({
  schemaVersion: TRACE_SCHEMA_VERSION,
  project: 'web',
  target: 'docker-build',
  builder,
  engine: 'e',
  mounts: ['/gone'],
  images: [],
  steps: [],
});

const request = (change: Partial<StatusRequest> = {}, traces: readonly BuildTrace[] = []): StatusRequest => ({
  workspaceRoot: '/workspace',
  targets: buildTargets(
    { web: project('web'), api: project('api'), odd: project('odd') } as Parameters<typeof buildTargets>[0],
    '/workspace',
  ),
  history: { read: () => [], traces: { read: () => undefined, all: () => traces, write: () => undefined } },
  builder: undefined,
  projects: [],
  json: true,
  everyMs: undefined,
  ...change,
});

async function status(played: Played, ...asked: Parameters<typeof request>): Promise<CacheStatus> {
  const { printed, ...rest } = world(played);
  await runCacheStatus({ ...rest }, request(...asked));
  return JSON.parse(printed.out) as CacheStatus;
}

it("knows a mount's id by the platform that the builder builds for, and who shares it", async () => {
  const seen = await status({ mounts: ['apt-arm64', 'apt-amd64'] }, { projects: ['web'] });
  expect(seen.projects).toMatchObject([
    {
      project: 'web',
      mounts: [{ id: 'apt-arm64', projects: ['api', 'web'] }],
      absentMounts: [],
      problems: [],
    },
  ]);
  expect(seen.foreignMounts).toEqual([]);
});

it('says of a Dockerfile that cannot be read why its mounts are not known', async () => {
  const { projects } = await status({ mounts: [] }, { projects: ['odd'] });
  expect(projects).toMatchObject([
    { problems: [expect.stringMatching(/^odd\/Dockerfile cannot be read: /)] },
  ]);
});

it('takes for an orphan only what builds in this builder used', async () => {
  const [own, other] = [
    await status({ mounts: ['gone'] }, {}, [trace('default')]),
    await status({ mounts: ['gone'] }, {}, [trace('another')]),
  ];
  expect([own.orphans, own.foreignMounts].map(({ length }) => length)).toEqual([1, 0]);
  expect([other.orphans, other.foreignMounts].map(({ length }) => length)).toEqual([0, 1]);
});

it.each<[string, Played, string, number]>([
  ['the engine', { mounts: ['x'] }, 'engine', 1_000_000],
  ['buildx where the engine does not answer', { mounts: ['x'], hasApi: false }, 'buildx', 1_234_000],
  ['buildx for the engine of another context', { mounts: ['x'], context: 'remote' }, 'buildx', 1_234_000],
])('asks %s', async (_, played, source, bytes) => {
  const seen = await status(played);
  expect([seen.builder.source, seen.total.bytes]).toEqual([source, bytes]);
});

it.each<[string, Played, number | undefined]>([
  ['the engine is here', { mounts: ['x'] }, 1],
  ['the builder is another one’s', { mounts: ['x'], context: 'remote' }, undefined],
])('looks how full the disk is where %s', async (_, played, records) => {
  const { printed, engine, files, ...rest } = world({ ...played, inspect: `${INSPECT}${DISK_RULE}` });
  const details = { id: 'e', version: '28', containerdStore: true, dataFolder: '/data' };
  const space = (folder: string): Space | undefined =>
    folder === '/data' ? { freeBytes: 1, rootFreeBytes: 400, totalBytes: 5_000_000 } : undefined;
  await runCacheStatus(
    {
      ...rest,
      printed,
      engine: { ...engine, details: () => Promise.resolve({ details }) },
      files: { ...files, space: (folder) => Promise.resolve(space(folder)) },
    } as MemoryWorld,
    request(),
  );
  expect((JSON.parse(printed.out) as CacheStatus).nextCollection?.records).toBe(records);
});

it('refuses a project that it does not know, before anything is asked', async () => {
  const played = world({ mounts: [] });
  await expect(runCacheStatus(played, request({ projects: ['wbe'] }))).rejects.toThrow('PROJECT_UNKNOWN');
  expect(played.commands).toEqual([]);
});

it('looks again and again until it is interrupted', async () => {
  const played = world({ mounts: ['x'] });
  let ticks = 0;
  const every = (ms: number, action: () => void): (() => void) => {
    expect(ms).toBe(3_000);
    ticks += 1;
    setImmediate(() => {
      if (ticks < 3) action();
      else played.interrupt();
    });
    return () => undefined;
  };
  await runCacheStatus({ ...played, clock: { ...played.clock, every } }, request({ everyMs: 3_000 }));
  expect(played.printed.out.trim().split('\n')).toHaveLength(3);
});

it('does not look again when nobody reads what it prints', async () => {
  const played = world({ mounts: ['x'] });
  const terminal = {
    ...played.terminal,
    get isRead() {
      return played.printed.out === '';
    },
  };
  const every = (_: number, action: () => void): (() => void) => {
    setImmediate(action);
    return () => undefined;
  };
  await runCacheStatus(
    { ...played, terminal, clock: { ...played.clock, every } },
    request({ everyMs: 3_000 }),
  );
  expect(played.printed.out.trim().split('\n')).toHaveLength(1);
});

const standIn = (id: string): object => ({
  ...mount(id),
  ID: `other${id.length}`,
  Type: 'regular',
  InUse: true,
});

const emptied = (id: string): object => ({ ...mount(id), Size: 0 });

it.each<[string, readonly object[], object, number]>([
  [
    'is waited for',
    [standIn('apt'), standIn('apt'), mount('apt')],
    { records: ['record3'], inUse: false },
    3,
  ],
  [
    'counts as a mount in use where that does not end',
    [standIn('apt')],
    { records: ['other3'], inUse: true },
    7,
  ],
  ['is not taken for an empty one', [emptied('apt'), mount('apt')], { bytes: 1_000_000 }, 2],
  [
    'is waited for where it seems empty first',
    [emptied('apt'), standIn('apt'), mount('apt')],
    { bytes: 1_000_000 },
    3,
  ],
  ['is told from one that is empty', [emptied('apt')], { bytes: 0 }, 2],
])('a mount that the builder is measuring %s', async (_, answers, expected, questions) => {
  let asked = 0;
  const played = world({ mounts: [] });
  const engine = {
    ...played.engine,
    buildCache: () => Promise.resolve({ BuildCache: [answers[Math.min(asked++, answers.length - 1)]] }),
  };
  await runCacheStatus({ ...played, engine }, request());
  const { foreignMounts } = JSON.parse(played.printed.out) as CacheStatus;
  expect([foreignMounts, asked]).toMatchObject([[{ id: 'apt', ...expected }], questions]);
});
