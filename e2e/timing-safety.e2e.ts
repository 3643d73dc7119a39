import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import type { ProgramResult } from './support/run-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const IMAGES = ['gate', 'secret', 'escape'].map((name) => `e2e-${suffix}/${name}`);
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

let workspace: Workspace;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  workspace = await createWorkspace({ files: FILES });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await images().remove(...IMAGES);
});

const cli = (args: readonly string[], env: Record<string, string> = {}): Promise<ProgramResult> =>
  workspace.command(args, env);

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
    const byCommand = { GITHUB_STEP_SUMMARY: join(workspace.root, 'dist/by-command.md') };
    await collect(cli(['report', '--trace=dist/trace.json'], byCommand));
    expect(workspace.read('dist/by-command.md')).toMatch(/^## .*secret/m);
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
