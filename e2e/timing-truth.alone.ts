import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const IMAGE = `e2e-${suffix}/long`;

const FILES = {
  'long/Dockerfile': `FROM busybox:1 AS one\nRUN : ${suffix} && sleep 2\n\nFROM busybox:1\nRUN : ${suffix} && sleep 3.5\nCOPY --from=one /bin/true /one\nRUN sleep 1.5\n`,
} as const;

interface Build {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly wallMs: number;
  readonly explained: number;
  readonly outside: { readonly before: number; readonly between: number; readonly after: number };
  readonly cachedSteps: number;
  readonly totalSteps: number;
  readonly steps: readonly {
    readonly cached: boolean;
    readonly intervals: readonly { readonly start: number; readonly end: number }[];
  }[];
  readonly warnings: readonly string[];
}

let workspace: Workspace;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  workspace = await createWorkspace({ files: FILES });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await images().remove(IMAGE);
});

describe('the times of a build', () => {
  async function buildLong(): Promise<Build> {
    const args = ['build', 'long', `--tag=${IMAGE}`, '--json'];
    const { stdout } = await workspace.command(args);
    return JSON.parse(stdout) as Build;
  }

  const workedMs = ({ steps }: Build): number => {
    const moments = steps.flatMap(({ intervals }) => intervals);
    return Math.max(...moments.map(({ end }) => end)) - Math.min(...moments.map(({ start }) => start));
  };

  let ran: Build;

  it('are those of its steps, and the rest is named', async () => {
    ran = await buildLong();
    const { wallMs, explained, outside, warnings } = ran;
    expect(wallMs).toBeGreaterThan(5_000);
    const { before, between, after } = outside;
    // Rounded to four digits of a share, and to a millisecond.
    expect(Math.abs(explained * wallMs + before + between + after - wallMs)).toBeLessThan(
      wallMs * 0.0002 + 2,
    );
    expect((wallMs - between) / wallMs).toBeGreaterThanOrEqual(0.98);
    expect(warnings).toEqual([]);
  });

  it('are those that BuildKit keeps of the same build', async () => {
    const kept = await inspectLast();
    expect(Math.abs(workedMs(ran) - kept.Duration / 1e6)).toBeLessThan(0.02 * (kept.Duration / 1e6));
    expect([ran.steps.length, cachedOf(ran)]).toEqual([kept.NumTotalSteps, kept.NumCachedSteps]);
    const cached = await buildLong();
    const again = await inspectLast();
    expect(cached).toMatchObject({ cachedSteps: 4, totalSteps: 4 });
    expect([cached.steps.length, cachedOf(cached)]).toEqual([again.NumTotalSteps, again.NumCachedSteps]);
  });

  const cachedOf = ({ steps }: Build): number => steps.filter(({ cached }) => cached).length;

  interface KeptBuild {
    readonly Duration: number;
    readonly NumTotalSteps: number;
    readonly NumCachedSteps: number;
  }

  /** An engine that is not ours may have built other things: the name is that of the context's folder. */
  async function inspectLast(): Promise<KeptBuild> {
    const docker = (...args: readonly string[]): Promise<string> =>
      images().docker('buildx', 'history', ...args);
    const lines = (await docker('ls', '--no-trunc', '--format=json')).split('\n').filter(Boolean);
    const refs = lines.map((line) => JSON.parse(line) as { readonly ref: string; readonly name: string });
    const ref = refs
      .find(({ name }) => name.endsWith('long'))
      ?.ref.split('/')
      .at(-1);
    return JSON.parse(await docker('inspect', ref ?? '', '--format=json')) as KeptBuild;
  }

  it('of two builds at once lie inside of each', async () => {
    const text = workspace.read('long/Dockerfile').replaceAll(suffix, `${suffix} again`);
    workspace.write('long/Dockerfile', text);
    const first = buildLong();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const [earlier, later] = await Promise.all([first, buildLong()]);
    for (const record of [earlier, later]) {
      expect(record.warnings).toEqual([]);
      expect(record.explained).toBeLessThanOrEqual(1);
      expect(Object.values(record.outside).every((ms) => ms >= 0)).toBe(true);
    }
    // The later one waits for steps that the earlier one began: only those of the earlier lie in it as a whole.
    for (const { start, end } of earlier.steps.flatMap(({ intervals }) => intervals)) {
      expect(start).toBeGreaterThanOrEqual(earlier.startedAt);
      expect(end).toBeLessThanOrEqual(earlier.endedAt);
    }
  });
});
