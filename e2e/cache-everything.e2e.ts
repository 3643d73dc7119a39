import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { CacheStatus } from '../packages/nx-docker-cache/src/cache/status';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { privateEngine, type PrivateEngine } from '../tools/engine/ensure-engine';
import { program } from './support/command-line';
import { images } from './support/images';
import { runProgram, type ProgramResult } from './support/run-program';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const MEGABYTE = 1_000_000;

let workspace: Workspace;
let engine: PrivateEngine;

/** On the oldest engine that is supported, whose whole builder may go. */
beforeAll(async () => {
  engine = await privateEngine({ suite: 'trixie', stateDir: scratchFolder('everything-engine', suffix) });
  await ensureBaseImage('busybox:1', engine.env);
  workspace = await createWorkspace({
    pluginsInProcess: true,
    env: engine.env,
    files: {
      'app/project.json': { name: 'app' },
      'app/Dockerfile':
        'FROM busybox:1\nRUN --mount=type=cache,id=own,target=/root/.cache/pip dd if=/dev/urandom of=/root/.cache/pip/x bs=1000000 count=2\n',
    },
  });
  expect(await run('build', 'app', '--tag=app')).toMatchObject({ exitCode: 0 });
}, 900_000);

afterAll(async () => {
  await engine.remove();
  await workspace.dispose();
});

const run = (...args: readonly string[]): Promise<ProgramResult> => workspace.command(args);

async function status(): Promise<CacheStatus> {
  const { stdout } = await run('cache-status', '--json');
  return JSON.parse(stdout) as CacheStatus;
}

/** The same on a terminal, where a question is answered. */
function onTerminal(answer: string, ...args: readonly string[]): Promise<ProgramResult> {
  const command = [process.execPath, program(workspace), ...args].map((word) => `'${word}'`).join(' ');
  const asked = `printf '${answer}\\n' | script --quiet --return --command "${command}" /dev/null`;
  return runProgram('sh', ['-c', asked], { cwd: workspace.root, env: { ...process.env, ...engine.env } });
}

describe('clear-cache --everything', () => {
  it('says what would go, and removes nothing without consent', async () => {
    const before = await status();
    expect(before.projects.flatMap(({ mounts }) => mounts.map(({ id }) => id))).toEqual(['own']);
    expect(before.total.bytes).toBeGreaterThan(MEGABYTE);
    expect((await run('clear-cache', '--everything', '--dry-run')).stdout).toContain(
      'would remove the whole cache',
    );
    const refused = await onTerminal('n', 'clear-cache', '--everything');
    expect([refused.exitCode, refused.stdout]).toEqual([0, expect.stringContaining('nothing was removed')]);
    expect((await status()).total.records).toBe(before.total.records);
  });

  it('empties the builder when it is asked to, and leaves images and volumes', async () => {
    const there = images(engine.env);
    await there.docker('volume', 'create', 'foreign');
    const image = await there.id('app');
    const agreed = await onTerminal('y', 'clear-cache', '--everything');
    expect([agreed.exitCode, agreed.stdout]).toEqual([0, expect.stringMatching(/freed 2\.\d+ MB/)]);
    expect(await status()).toMatchObject({ total: { records: 0 }, projects: [{ mounts: [] }] });
    expect(await there.id('app')).toBe(image);
    expect(await there.docker('volume', 'ls', '--quiet')).toContain('foreign');
  });
});

describe('cache-status --watch', () => {
  it('prints a document a line until it is stopped', async () => {
    const watching = spawn(process.execPath, [program(workspace), 'cache-status', '--watch', '--json'], {
      cwd: workspace.root,
      env: { ...process.env, ...engine.env },
    });
    let printed = '';
    const seen = new Promise<void>((resolve) => {
      watching.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.split('\n').length > 2) resolve();
      });
    });
    const ended = new Promise<number | null>((resolve) => watching.once('close', resolve));
    await seen;
    watching.kill('SIGINT');
    await ended;
    const documents = printed.trim().split('\n').slice(0, 2);
    const moments = documents.map((line) => (JSON.parse(line) as CacheStatus).takenAt);
    expect(moments[1]).toBeGreaterThan(moments[0] ?? 0);
  });
});
