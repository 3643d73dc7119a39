import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryWorld } from '../../io/memory-world';
import type { CacheUse } from '../../timing/cache-use/cache-use';
import { runBuild } from './run-build';
import { EXAMPLE_DOCKERFILE, exampleMemory, exampleRequest } from './testing/example-request';

const FIXTURES = join(__dirname, '../../timing/fixtures');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watched-caches-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An answer of the engine: the mount of the fixture's RUN, used after the build of the fixture began. */
const answer = (size: number, uses: number, more: object = {}): unknown => ({
  BuildCache: [
    {
      ID: 'r',
      Type: 'exec.cachemount',
      Description: 'cached mount /cache from exec /bin/sh -c x with id "/example"',
      Size: size,
      InUse: false,
      CreatedAt: '2026-11-01T00:00:00Z',
      LastUsedAt: '2026-11-22T09:33:09Z',
      UsageCount: uses,
      ...more,
    },
  ],
});

interface Told {
  /** Of each RUN with cache mounts that ran. */
  readonly uses: readonly CacheUse[];
  /** How often the engine was asked for its records. */
  readonly looks: number;
}

/** One build as a real engine told it, and what the engine says of its cache afterwards. */
async function build(fixture: string, answers: readonly unknown[], exitCode = 0): Promise<Told> {
  const world = memoryWorld({
    engine: { id: 'engine', version: '28.5.2', containerdStore: true },
    files: { [EXAMPLE_DOCKERFILE]: readFileSync(join(FIXTURES, 'Dockerfile.build')) },
    run: (_, { onStderr }) => {
      onStderr?.(readFileSync(join(FIXTURES, fixture)));
      return { kind: 'exited', exitCode, stdout: '', stderr: '' };
    },
  });
  let looks = 0;
  const engine = {
    ...world.engine,
    buildCache: () => {
      const told = answers[Math.min(looks, answers.length - 1)];
      looks += 1;
      return told instanceof Error ? Promise.reject(told) : Promise.resolve(told);
    },
  };
  const request = exampleRequest(folder, exampleMemory(folder));
  const { record } = await runBuild({ ...world, engine }, request);
  return { uses: record.steps.flatMap(({ cacheUse }) => cacheUse ?? []), looks };
}

const FIRST = 'buildx-0.29-first.txt';

const mountsOf = ({ uses }: Told): CacheUse['mounts'] => uses.flatMap(({ mounts }) => mounts);

describe('the mounts of a build', () => {
  it('are measured, and remembered for the next one', async () => {
    const first = await build(FIRST, [answer(100, 4), answer(100, 5)]);
    expect(mountsOf(first)).toEqual([{ id: 'example', target: '/cache', before: undefined, after: 100 }]);
    const second = await build(FIRST, [answer(130, 6), answer(130, 7)]);
    expect(mountsOf(second)).toEqual([{ id: 'example', target: '/cache', before: 100, after: 130 }]);
  });

  it('are not said to have grown by what another build put there', async () => {
    await build(FIRST, [answer(100, 4), answer(100, 5)]);
    expect(mountsOf(await build(FIRST, [answer(130, 7)]))).toMatchObject([{ before: undefined, after: 130 }]);
  });

  it('are not asked for when no RUN used one', async () => {
    expect(await build('buildx-0.29-cached.txt', [answer(1, 1)])).toEqual({ uses: [], looks: 0 });
  });

  it('are not asked for while another build may be in want of one', async () => {
    const other = exampleMemory(folder).beginBuild();
    expect(await build(FIRST, [answer(100, 4)])).toMatchObject({ looks: 0 });
    other.end();
    expect(await build(FIRST, [answer(100, 4)])).toMatchObject({ looks: 2 });
  });

  it.each([
    ['an engine that does not answer', new Error('no answer')],
    ['an answer that is none', 'nonsense'],
    ['a mount that is in use', answer(0, 4, { InUse: true })],
    ['a mount of another time', answer(100, 4, { LastUsedAt: '2026-11-21T00:00:00Z' })],
  ])('are not known of %s', async (_, told) => {
    expect(mountsOf(await build(FIRST, [told]))).toEqual([
      { id: 'example', target: '/cache', before: undefined, after: undefined },
    ]);
  });
});
