import { TRACE_SCHEMA_VERSION, type BuildTrace } from '../../cache/build-trace';
import { EngineUnreachableError } from '../../io/engine-errors';
import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessCommand, ProcessListeners, ProcessResult } from '../../io/world';
import type { PruneRequest } from './prune-request';
import { runPrune } from './run-prune';

const INSPECT = 'Name: default\nDriver: docker\n';
const ENGINE = { id: 'e', version: '28', containerdStore: true };

const image = (digit: string): string => `sha256:${digit.repeat(64)}`;
const [OLD, IN_A_CONTAINER, FOREIGN] = [image('1'), image('2'), image('3')];

const record = (id: string, more: object = {}): object => ({
  ID: id,
  Type: 'exec.cachemount',
  Description: `cached mount /c from exec x with id "/${id}"`,
  Size: 1_000_000,
  InUse: false,
  Shared: false,
  ...more,
});

/** An engine whose records go when a prune names them, or all of them; those that are busy stay. */
function world(
  records: readonly object[],
  consents?: boolean,
  images: readonly string[] = [],
  imageBytes?: () => number,
): MemoryWorld {
  let heldImages = images;
  let held = records as readonly { readonly ID: string; readonly InUse: boolean }[];
  const exited = (stdout: string, listeners: ProcessListeners): ProcessResult => {
    listeners.onStdout?.(Buffer.from(stdout));
    return { kind: 'exited', exitCode: 0, stdout, stderr: '' };
  };
  const run = ({ args }: ProcessCommand, listeners: ProcessListeners): ProcessResult => {
    if (args[1] === 'inspect') return exited(INSPECT, listeners);
    if (args[0] === 'context') return exited('default\n', listeners);
    if (args[0] === 'image') {
      heldImages = heldImages.filter((id) => !args.includes(id) || id === IN_A_CONTAINER);
      return exited('', listeners);
    }
    const filter = args.find((word) => word.startsWith('--filter=id='));
    const named = new RegExp(filter?.slice('--filter=id='.length) ?? '');
    held = held.filter(({ ID, InUse }) => InUse || !named.test(ID));
    return exited('', listeners);
  };
  return memoryWorld({
    engine: ENGINE,
    run,
    files: { '/workspace/web/Dockerfile': 'FROM a\nRUN --mount=type=cache,id=m1,target=/c x\n' },
    engineAnswers: {
      buildCache: () => ({ BuildCache: held }),
      untaggedImages: () => heldImages.map((Id) => ({ Id, Created: 1, Size: 500, RepoTags: [] })),
      ...(imageBytes !== undefined && { imageBytes }),
    },
    ...(consents !== undefined && { consents }),
  });
}

const request = (change: Partial<PruneRequest>): PruneRequest => ({
  workspaceRoot: '/workspace',
  targets: [
    {
      project: 'web',
      target: 'docker-build',
      dockerfile: '/workspace/web/Dockerfile',
      buildArgs: [],
      extraArgs: [],
      platforms: [],
      builder: undefined,
    },
  ],
  history: { read: () => [], traces: { read: () => undefined, all: () => [], write: () => undefined } },
  builder: undefined,
  wishes: {
    projects: ['web'],
    tools: [],
    mounts: [],
    orphans: false,
    olderThanMs: undefined,
    keepBytes: undefined,
  },
  yes: false,
  dryRun: false,
  json: false,
  ...change,
});

const prunes = ({ commands }: MemoryWorld): string[] =>
  commands.filter(({ args }) => args[1] === 'prune').map(({ args }) => args.slice(2).join(' '));

describe('a prune of a project', () => {
  it('removes what it has said, and says what that freed', async () => {
    const played = world([record('m1'), record('m2')]);
    await runPrune(played, request({}));
    expect(prunes(played)).toEqual(['--force --builder=default --filter=id=^(m1)$']);
    expect(played.printed.out).toBe(
      'remove  mount m1  1.0 MB  web\nto remove: 1.0 MB\nfreed 1.0 MB: 1 record\n',
    );
  });

  it.each([
    ['a dry run', [record('m1')], { dryRun: true }, 'to remove: 1.0 MB'],
    ['nothing to remove', [record('m2')], {}, 'nothing to remove'],
    ['a mount in use', [record('m1', { InUse: true })], {}, 'in use by a build that is running'],
  ])('runs no command for %s', async (_, records, change, text) => {
    const played = world(records);
    await runPrune(played, request(change));
    expect(prunes(played)).toEqual([]);
    expect(played.printed.out).toContain(text);
  });

  it('tells programs the same', async () => {
    const played = world([record('m1')]);
    await runPrune(played, request({ json: true }));
    expect(JSON.parse(played.printed.out)).toMatchObject({
      schemaVersion: 1,
      dryRun: false,
      removals: [{ kind: 'mount', label: 'm1', project: 'web', bytes: 1_000_000, ids: ['m1'] }],
      kept: [],
      result: { removedRecords: 1, removedImages: 0, freedBytes: 1_000_000, skipped: [] },
    });
  });
});

describe('old images', () => {
  const trace: BuildTrace = {
    schemaVersion: TRACE_SCHEMA_VERSION,
    project: 'web',
    target: 'docker-build',
    builder: 'default',
    engine: ENGINE.id,
    mounts: [],
    images: [OLD, IN_A_CONTAINER],
    steps: [],
  };
  const traces = { read: () => undefined, all: () => [trace], write: () => undefined };
  const history = { read: () => [], traces };

  it.each<[string, () => () => number, string]>([
    ['as measured', () => counter(1_000, 700), 'freed 300 B: 0 records and 1 image\n'],
    ['never more than its own', () => counter(9_000, 700), 'freed 500 B: 0 records and 1 image\n'],
    [
      'without a size where the engine cannot tell',
      () => () => {
        throw new EngineUnreachableError('snapshot does not exist');
      },
      'freed 0 B: 0 records and 1 image (without what the images took, which the engine cannot tell)\n',
    ],
  ])('go, %s', async (_, bytes, text) => {
    const played = world([], undefined, [OLD, IN_A_CONTAINER, FOREIGN], bytes());
    await runPrune(played, request({ history }));
    const removed = played.commands
      .filter(({ args }) => args[0] === 'image')
      .map(({ args }) => args.join(' '));
    expect(removed).toEqual([`image rm --no-prune ${OLD} ${IN_A_CONTAINER}`]);
    expect(played.printed.out).toContain(
      `${text}skipped: ${IN_A_CONTAINER} (a container or a tag needs it)\n`,
    );
  });

  /** One number after the other. */
  function counter(...numbers: number[]): () => number {
    return () => numbers.shift() ?? 0;
  }
});

describe('a prune of everything', () => {
  const records = [record('m1'), record('m2'), record('m3', { InUse: true })];
  const ALL = ['--all --force --builder=default'];

  it.each<[string, boolean | undefined, Partial<PruneRequest>, string[]]>([
    ['with --yes', undefined, { yes: true }, ALL],
    ['after a yes', true, {}, ALL],
    ['not after a no', false, {}, []],
    ['not in a dry run', true, { dryRun: true }, []],
  ])('happens %s', async (_, consents, change, commands) => {
    const played = world(records, consents);
    await runPrune(played, request({ wishes: 'everything', ...change }));
    expect(prunes(played)).toEqual(commands);
    expect(played.printed.out.includes('freed 2.0 MB: 2 records\nskipped: cached mount /c')).toBe(
      commands.length > 0,
    );
  });

  it('does not happen where nobody can be asked', async () => {
    const played = world(records);
    await expect(runPrune(played, request({ wishes: 'everything' }))).rejects.toThrow(
      /NOT_CONFIRMED[^]*give the option yes/,
    );
    expect(prunes(played)).toEqual([]);
  });
});
