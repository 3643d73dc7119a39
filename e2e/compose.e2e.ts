import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { runOrFail, type ProgramResult } from './support/run-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const engine = images();
const imageOf = (service: string): string =>
  service === 'api' ? `e2e-compose/api-${suffix}` : `shop-${suffix}-web`;

/** `web` comes by `extends`, `api` from an included file; the override gives `web` its health. */
const FILES = {
  'shop/project.json': { name: 'shop' },
  'shop/compose.yaml': [
    `name: shop-${suffix}`,
    'include:',
    '  - ../api/compose.part.yaml',
    'services:',
    '  web: # the page',
    '    extends: { file: base.yaml, service: site }',
    '    command: ["sh", "-c", "sleep 600"]',
    '    stop_grace_period: 0s',
    '',
  ].join('\n'),
  'shop/compose.override.yaml': [
    'services:',
    '  web:',
    '    healthcheck: { test: ["CMD", "test", "-e", "/content"], interval: 1s, retries: 3 }',
    '',
  ].join('\n'),
  'shop/base.yaml':
    'services:\n  site:\n    build:\n      context: ../web\n      args: { GREETING: "${GREETING:-hello}" }\n',
  'shop/.env': 'GREETING=from-env\n',
  'api/project.json': { name: 'api' },
  'api/compose.part.yaml': [
    'services:',
    '  api:',
    `    image: ${imageOf('api')}`,
    '    build: ../api # with its own Dockerfile',
    '    command: ["sh", "-c", "sleep 600"]',
    '    stop_grace_period: 0s',
    '',
  ].join('\n'),
  'api/Dockerfile': `FROM busybox:1\nRUN echo ${suffix} > /api\nCOPY data /content\n`,
  'api/data': 'A',
  'web/project.json': { name: 'web' },
  'web/Dockerfile': `FROM busybox:1\nARG GREETING\nRUN echo "$GREETING ${suffix}" > /greeting\nCOPY data /content\n`,
  'web/data': 'A',
  'other/project.json': { name: 'other' },
  'other/file': 'A',
};

let workspace: Workspace;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  workspace = await createWorkspace({ pluginsInProcess: true, files: FILES });
}, 900_000);

afterAll(async () => {
  await compose('down', '--volumes', '--remove-orphans');
  await engine.remove(imageOf('api'), imageOf('web'));
  await workspace.dispose();
});

const run = (target: string, ...args: readonly string[]): Promise<ProgramResult> =>
  workspace.nx(['run', `shop:${target}`, ...args]);
const compose = (...args: readonly string[]): Promise<string> =>
  runOrFail('docker', ['compose', `--file=shop/compose.yaml`, '--file=shop/compose.override.yaml', ...args], {
    cwd: workspace.root,
  });

async function build(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { exitCode, stdout, stderr } = await run('compose-build', ...args);
  expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  const lines = stdout.matchAll(/^(web|api): (unchanged|built by docker compose|built)/gm);
  return Object.fromEntries([...lines].map(([, service, what]) => [service ?? '', what ?? '']));
}

interface KeptBuild {
  readonly project: string;
  readonly totalSteps: number;
  readonly outcome: string;
}

const recordOf = (service: string): KeptBuild =>
  JSON.parse(workspace.read(`dist/docker/shop/compose/${service}/build.json`)) as KeptBuild;

describe('compose-build', () => {
  it('builds each service with the times of its steps, as its project', async () => {
    expect(await build()).toEqual({ api: 'built', web: 'built' });
    expect(recordOf('web')).toMatchObject({ project: 'web', outcome: 'success', totalSteps: 2 });
    expect(recordOf('api')).toMatchObject({ project: 'api', outcome: 'success', totalSteps: 2 });
    expect(await engine.fileIn(imageOf('web'), '/greeting')).toBe(`from-env ${suffix}\n`);
    const report = await workspace.nx(['run', 'web:docker-report']);
    expect(report.stdout).toContain('web:compose-build:web');
  });

  it('builds again what has changed, and nothing else', async () => {
    expect(await build()).toEqual({ api: 'unchanged', web: 'unchanged' });
    workspace.write('web/data', 'B');
    expect(await build()).toEqual({ api: 'unchanged', web: 'built' });
    expect(await engine.fileIn(imageOf('web'), '/content')).toBe('B');
    workspace.write('shop/.env', 'GREETING=other\n');
    expect(await build()).toEqual({ api: 'unchanged', web: 'built' });
    await engine.remove(imageOf('api'));
    expect(await build()).toEqual({ api: 'built', web: 'unchanged' });
    await engine.docker('tag', imageOf('web'), imageOf('api'));
    expect(await build('--services=api')).toEqual({ api: 'built' });
    expect(await engine.fileIn(imageOf('api'), '/content')).toBe('A');
    expect(await build('--noCache', '--services=web')).toEqual({ web: 'built' });
  });

  it('is affected by the projects whose Dockerfiles it builds, and by no other', async () => {
    await workspace.commit('all');
    const affected = async (): Promise<readonly string[]> => {
      const { stdout } = await workspace.nx([
        'show',
        'projects',
        '--affected',
        '--base=HEAD',
        '--withTarget=compose-build',
      ]);
      return stdout
        .trim()
        .split('\n')
        .filter((name) => name !== '');
    };
    workspace.write('other/file', 'B');
    expect(await affected()).toEqual([]);
    workspace.write('api/data', 'B');
    expect(await affected()).toEqual(['shop']);
    workspace.write('api/data', 'A');
  });

  it('says which service failed, and what was not built', async () => {
    workspace.edit('api/Dockerfile', 'RUN echo', 'RUN false && echo');
    const { exitCode, stdout, stderr } = await run('compose-build');
    workspace.edit('api/Dockerfile', 'RUN false && echo', 'RUN echo');
    expect([exitCode, stdout + stderr]).toEqual([1, expect.stringContaining('BUILD_FAILED')]);
    expect(stdout + stderr).toContain('not built: web');
  });
});

describe('compose-up and compose-down', () => {
  const running = async (): Promise<readonly string[]> =>
    (await compose('ps', '--services', '--status=running')).trim().split('\n').filter(Boolean).sort();

  it('builds, starts, waits for health, and takes all down again', async () => {
    workspace.write('web/data', 'C');
    const { exitCode, stdout, stderr } = await run('compose-up');
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(stdout).toContain('web: built');
    expect(await running()).toEqual(['api', 'web']);
    expect(await compose('exec', '-T', 'web', 'cat', '/content')).toBe('C');
    expect(await run('compose-down')).toMatchObject({ exitCode: 0 });
    expect(await running()).toEqual([]);
    expect(await engine.id(imageOf('web'))).toBeDefined();
  });

  it('names the service that is not healthy, with the end of its log', async () => {
    workspace.edit('shop/compose.override.yaml', '/content', '/nothing');
    workspace.edit('shop/compose.yaml', 'sleep 600', 'echo no luck; sleep 600');
    const { exitCode, stdout, stderr } = await run('compose-up');
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toMatch(/SERVICE_UNHEALTHY: the service web is unhealthy[^]*no luck[^]*next: /);
    expect(await run('compose-down')).toMatchObject({ exitCode: 0 });
  });
});

describe('nx g add-compose-cache', () => {
  it('adds caches, and the file means the same otherwise', async () => {
    const config = async (): Promise<unknown> =>
      JSON.parse(
        await runOrFail('docker', ['compose', '--file=api/compose.part.yaml', 'config', '--format=json'], {
          cwd: workspace.root,
        }),
      );
    const before = (await config()) as { readonly services: { readonly api: { readonly build: object } } };
    const { exitCode } = await workspace.nx([
      ...['g', 'nx-docker-cache:add-compose-cache', '--file=api/compose.part.yaml'],
      ...['--cacheFrom=type=registry,ref=localhost:1/api:cache', '--cacheTo=type=inline'],
    ]);
    expect(exitCode).toBe(0);
    expect(workspace.read('api/compose.part.yaml')).toContain('context: ../api # with its own Dockerfile\n');
    const { api } = before.services;
    const caches = { cache_from: ['type=registry,ref=localhost:1/api:cache'], cache_to: ['type=inline'] };
    expect(await config()).toEqual({
      ...before,
      services: { api: { ...api, build: { ...api.build, ...caches } } },
    });
  });
});
