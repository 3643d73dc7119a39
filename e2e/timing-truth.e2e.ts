import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { program } from './support/command-line';
import type { ProgramResult } from './support/run-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(180_000);

const suffix = randomUUID().slice(0, 8);
const IMAGES = ['long', 'gate', 'secret', 'escape'].map((name) => `e2e-${suffix}/${name}`);
/** Values that nobody must find anywhere, each brought in on another way. */
const SECRETS = {
  argument: `argument-${suffix}`,
  further: `further-${suffix}`,
  environment: `environment-${suffix}`,
  file: `mounted-${suffix}`,
  requirement: `requirement-${suffix}`,
} as const;
const ESCAPE = '\\033]0;title\\007\\033[2Jcleared\\033[31mred';

const target = (project: string, options: object = {}): object => ({
  name: project,
  targets: { 'docker-build': { options: { tags: [`e2e-${suffix}/${project}`], ...options } } },
});

const FILES = {
  'long/project.json': target('long'),
  'long/Dockerfile': `FROM busybox:1 AS one\nRUN : ${suffix} && sleep 2\n\nFROM busybox:1\nRUN : ${suffix} && sleep 3.5\nCOPY --from=one /bin/true /one\nRUN sleep 1.5\n`,
  'gate/project.json': target('gate'),
  'gate/Dockerfile': `FROM busybox:1\nCOPY seconds /\nRUN : ${suffix} && sleep $(head -1 /seconds)\n`,
  'gate/seconds': '0.1\n',
  'secret/project.json': target('secret', {
    buildArgs: ['MY_TOKEN', 'GREETING'],
    extraArgs: [`--build-arg=OTHER_PASSWORD=${SECRETS.further}`],
    secrets: ['id=key,src=secret/key'],
  }),
  'secret/Dockerfile': [
    'FROM busybox:1',
    'ARG MY_TOKEN',
    'ARG OTHER_PASSWORD',
    'ARG GREETING',
    `ENV API_SECRET=${SECRETS.environment}`,
    'COPY requirements.txt .',
    'RUN --mount=type=secret,id=key echo "$MY_TOKEN $OTHER_PASSWORD $API_SECRET $GREETING" && test -s /run/secrets/key',
    `RUN login() { true; }; login --password ${SECRETS.argument} && echo $API_SECRET`,
    '',
  ].join('\n'),
  'secret/.dockerignore': 'key\n',
  'secret/key': `${SECRETS.file}\n`,
  'secret/requirements.txt': 'flask==2.0\n',
  'escape/Dockerfile': `FROM busybox:1\nRUN printf '${suffix} ${ESCAPE}\\n' && printf '${ESCAPE}\\n' >&2 && false\n`,
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
}, 300_000);

afterAll(async () => {
  await workspace.dispose();
  await images().remove(...IMAGES);
});

const cli = (args: readonly string[], env: Record<string, string> = {}): Promise<ProgramResult> =>
  workspace.run(process.execPath, [program(workspace), ...args], env);

describe('the times of a build', () => {
  async function buildLong(): Promise<{ readonly record: Build; readonly stderr: string }> {
    const { stdout, stderr } = await cli(['build', 'long', `--tag=e2e-${suffix}/long`, '--json']);
    return { record: JSON.parse(stdout) as Build, stderr };
  }

  const workedMs = ({ steps }: Build): number => {
    const moments = steps.flatMap(({ intervals }) => intervals);
    return Math.max(...moments.map(({ end }) => end)) - Math.min(...moments.map(({ start }) => start));
  };

  let ran: Build;

  it('are those of its steps, and the rest is named', async () => {
    ({ record: ran } = await buildLong());
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
    const { record: cached } = await buildLong();
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

  /** Other tests build on the same engine: the name is that of the context's folder. */
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
    for (const { record } of await Promise.all([first, buildLong()])) {
      expect(record.warnings).toEqual([]);
      expect(record.outside.between / record.wallMs).toBeLessThan(0.02);
      expect(record.explained).toBeLessThanOrEqual(1);
    }
  });
});

describe('failOnRegression', () => {
  const build = async (seconds: string): Promise<void> => {
    workspace.write('gate/seconds', `${seconds}\n${randomUUID()}\n`);
    expect((await cli(['build', 'gate', `--tag=e2e-${suffix}/gate`])).exitCode).toBe(0);
  };

  it('fails for a step that takes longer than it did, and only then', async () => {
    for (const seconds of ['0.1', '0.1']) await build(seconds);
    const gate = (...args: readonly string[]): Promise<ProgramResult> =>
      cli(['report', '--project=gate', '--fail-on-regression=50', ...args]);
    const few = await gate();
    expect([few.exitCode, few.stderr]).toEqual([
      0,
      expect.stringMatching(/not judged: .* has 1 earlier build/),
    ]);
    for (const seconds of ['0.1', '0.1']) await build(seconds);
    await build('8');
    const slower = await gate();
    expect([slower.exitCode, slower.stderr]).toEqual([
      1,
      expect.stringMatching(/BUILD_SLOWER: a build was more than 50 % slower/),
    ]);
    const { judgements } = JSON.parse((await gate('--json')).stdout) as { judgements: readonly object[] };
    expect(judgements).toMatchObject([{ kind: 'slower', builds: 4 }]);
    expect((await cli(['report', '--project=gate', '--fail-on-regression=100000'])).exitCode).toBe(0);
  });
});

describe('what nobody may read', () => {
  const env = { MY_TOKEN: SECRETS.argument, GREETING: SECRETS.argument };

  it('stands in no record, report, history or log', async () => {
    const outputs: string[] = [];
    const collect = async (running: Promise<ProgramResult>): Promise<void> => {
      const { stdout, stderr } = await running;
      outputs.push(stdout, stderr);
    };
    const build = ['run', 'secret:docker-build', '--verbose', '--output-style=stream'];
    await collect(workspace.nx(build, env));
    workspace.write(
      'secret/requirements.txt',
      `flask==2.1\nown @ git+https://me:${SECRETS.requirement}@example.com/own.git\n`,
    );
    const summary = join(workspace.root, 'dist/summary.md');
    await collect(workspace.nx(build, { ...env, GITHUB_STEP_SUMMARY: summary }));
    await collect(cli(['report', '--trace=dist/trace.json']));
    await collect(cli(['report', '--json']));
    const written = [
      ...outputs,
      ...textsBelow(join(workspace.root, 'dist')),
      ...textsBelow(join(workspace.root, '.nx/workspace-data/nx-docker-cache')),
      ...textsBelow(join(workspace.home, '.cache')),
    ];
    expect(written.join('\n')).toContain('secret:docker-build');
    expect(written.join('\n')).toContain('***');
    for (const [way, value] of Object.entries(SECRETS))
      expect([way, ...written.filter((text) => text.includes(value))]).toEqual([way]);
  });

  function textsBelow(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
  }
});

it('writes no escape sequence of a build anywhere', async () => {
  const { stdout, stderr, exitCode } = await cli(['build', 'escape', '--verbose']);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('clearedred')]);
  const report = await cli(['report']);
  for (const text of [stdout, stderr, report.stdout, report.stderr])
    expect(text.match(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)).toBeNull();
});
