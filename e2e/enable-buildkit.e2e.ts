import { randomUUID } from 'node:crypto';
import { readBuilder } from '../packages/nx-docker-cache/src/cache/gc-policy';
import { privateEngine, type PrivateEngine } from '../tools/engine/ensure-engine';
import { images } from './support/images';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);

let workspace: Workspace;
let engine: PrivateEngine | undefined;

beforeAll(async () => {
  workspace = await createWorkspace({
    pluginsInProcess: true,
    files: { 'ops/daemon.json': '{\n    "debug": false\n}\n' },
  });
});

afterAll(async () => {
  await engine?.remove();
  await workspace.dispose();
});

const generate = (...args: readonly string[]): ReturnType<Workspace['nx']> =>
  workspace.nx([
    'g',
    'nx-docker-cache:enable-buildkit',
    '--daemonJson=ops/daemon.json',
    '--keep=7GB',
    ...args,
  ]);

it('an engine starts with the settings, and has rules that keep cache mounts', async () => {
  const before = workspace.read('ops/daemon.json');
  const dry = await generate('--dry-run');
  expect([dry.exitCode, dry.stdout]).toEqual([0, expect.stringContaining('"buildkit": true')]);
  expect(workspace.read('ops/daemon.json')).toBe(before);

  expect((await generate()).exitCode).toBe(0);
  const settings = JSON.parse(workspace.read('ops/daemon.json')) as Record<string, never>;
  expect(settings).toMatchObject({ debug: false, features: { buildkit: true } });
  engine = await privateEngine({
    suite: 'sid',
    stateDir: scratchFolder('settings-engine', suffix),
    daemonSettings: settings,
  });
  const second = images(engine.env);
  const rules = readBuilder(await second.docker('buildx', 'inspect'))?.rules ?? [];
  expect(rules).toHaveLength(4);
  expect(JSON.stringify(rules)).not.toContain('cachemount');
  // The engine reads GB as 1000³ or as 1024³.
  for (const { maxUsedBytes } of rules.slice(2)) expect(Math.floor((maxUsedBytes ?? 0) / 1e9)).toBe(7);
  expect(await second.docker('info', '--format', '{{.DriverStatus}}')).toContain('containerd');

  const again = await generate();
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('nothing to change')]);
});
