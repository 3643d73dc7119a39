import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { pipConfiguration } from '../tools/index-proxy/pip-configuration';
import { runningDaemon } from '../tools/engine/leftovers';
import { type PrivateEngine, privateEngine } from '../tools/engine/ensure-engine';
import { until } from './support/until';

const execute = promisify(execFile);

let stateDir: string;
let engine: PrivateEngine;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'private-engine-'));
  engine = await privateEngine({ suite: 'sid', stateDir });
  await ensureBaseImage('busybox:1', engine.env);
}, 900_000);

afterAll(async () => {
  await engine.remove();
}, 900_000);

async function docker(...args: string[]): Promise<string> {
  const { stdout } = await execute('docker', args, { env: { ...process.env, ...engine.env } });
  return stdout.trim();
}

function contextWith(dockerfile: string): string {
  const folder = mkdtempSync(join(stateDir, 'context-'));
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  return folder;
}

it('is a whole engine: buildx, networks in builds, its own data root', async () => {
  expect(await docker('info', '--format', '{{.DockerRootDir}}')).toBe(join(stateDir, 'data'));
  const context = contextWith(
    'FROM busybox:1\nRUN --mount=type=cache,target=/c ip -4 addr show eth0 | tee /eth0\n',
  );
  await docker('buildx', 'build', '--tag', 'engine-test:1', context);
  const { bridge } = JSON.parse(readFileSync(engine.layout.daemonJson, 'utf8')) as { bridge: string };
  const { stdout } = await execute('ip', ['-4', '-oneline', 'address', 'show', bridge]);
  const network = /inet (10\.213\.\d+)\./.exec(stdout)?.[1];
  expect(await docker('run', '--rm', 'engine-test:1', 'cat', '/eth0')).toContain(`inet ${network ?? ''}.`);
}, 900_000);

it('takes nothing from another engine when it starts, and compose networks lead out', async () => {
  const other = await privateEngine({ suite: 'sid', stateDir: mkdtempSync(join(tmpdir(), 'other-engine-')) });
  const { hostname, protocol } = new URL((await pipConfiguration()).indexUrl);
  const connect = `nc -w 3 ${hostname} ${protocol === 'https:' ? '443' : '80'}`;
  const image = 'busybox:1';
  const services = {
    web: { image, command: 'sleep 60', stop_grace_period: '0s' },
    check: { image, command: ['sh', '-c', `ping -c 1 -W 5 web && ${connect}`], depends_on: ['web'] },
  };
  const folder = contextWith('');
  writeFileSync(join(folder, 'compose.json'), JSON.stringify({ name: 'engine-test', services }));
  const compose = ['compose', '--file', join(folder, 'compose.json')];
  try {
    await expect(docker('run', '--rm', image, 'sh', '-c', connect)).resolves.toBe('');
    await expect(docker(...compose, 'run', '--rm', 'check')).resolves.toContain('1 packets received');
  } finally {
    await docker(...compose, 'down', '--timeout', '0');
    await other.remove();
  }
}, 900_000);

it('given to two that ask at once is one engine', async () => {
  await engine.stop();
  expect(runningDaemon(engine.layout)).toBeUndefined();
  expect(existsSync(engine.layout.runDir)).toBe(false);
  await Promise.all([privateEngine({ suite: 'sid', stateDir }), privateEngine({ suite: 'sid', stateDir })]);
  const pid = runningDaemon(engine.layout);
  await engine.start();
  expect(runningDaemon(engine.layout)).toBe(pid);
}, 900_000);

it('comes back after a crash in the middle of a build and of a container, on the same images', async () => {
  const context = contextWith('FROM busybox:1\nRUN sleep 987654\n');
  const build = expect(docker('buildx', 'build', context)).rejects.toThrow();
  await docker('run', '--detach', 'busybox:1', 'sleep', '987653');
  await until('the RUN runs', async () => (await processes()).includes('sleep 987654'));
  engine.kill();
  await build;
  await engine.start();
  expect(await docker('image', 'inspect', '--format', '{{.Os}}', 'busybox:1')).toBe('linux');
  expect(await processes()).not.toMatch(/sleep 98765[34]/);
}, 900_000);

it('leaves nothing on the machine when it is removed', async () => {
  const { layout } = engine;
  await engine.remove();
  expect(existsSync(stateDir)).toBe(false);
  expect(existsSync(layout.runDir)).toBe(false);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(stateDir);
  await expect(execute('ip', ['link', 'show', layout.bridge])).rejects.toThrow();
  expect((await execute('iptables-save')).stdout).not.toContain(layout.bridge);
  rmSync(stateDir, { recursive: true, force: true });
}, 900_000);

/** The command lines of all processes. */
async function processes(): Promise<string> {
  const { stdout } = await execute('sh', ['-c', `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; true`]);
  return stdout;
}
