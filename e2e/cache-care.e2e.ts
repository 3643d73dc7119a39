import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeRecords } from '../packages/nx-docker-cache/src/cache/builder-commands';
import { readBuildxJson } from '../packages/nx-docker-cache/src/cache/read-buildx-usage';
import type { CacheStatus, MountStatus } from '../packages/nx-docker-cache/src/cache/status';
import { MOUNT_TYPE, type UsageRecord } from '../packages/nx-docker-cache/src/cache/usage-record';
import { readRecords } from '../packages/nx-docker-cache/src/executors/cache-status/read-builder';
import { realWorld } from '../packages/nx-docker-cache/src/io/real-world';
import type { Images } from './support/images';
import { startOwnEngine, type OwnEngine } from './support/own-engine';
import { until } from './support/until';
import { engineAt } from './support/engine-at';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
/** An engine of its own: it prunes, and what others build and count at the same time would change its numbers. */
let ownEngine: OwnEngine;
let engine: Images;
/** Every id of these tests ends so. */
const own = (name: string): string => `${name}-${suffix}`;
const MEGABYTE = 1_000_000;

const fill = (id: string, target: string, megabytes: number): string =>
  `RUN --mount=type=cache,id=${own(id)},target=${target} ` +
  `dd if=/dev/urandom of=${target}/blob-$$ bs=1000000 count=${megabytes} && echo ${own(id)}`;
const dockerfile = (...lines: readonly string[]): string =>
  ['FROM busybox:1', ...lines, 'COPY data /data', ''].join('\n');

const WEB = dockerfile(fill('web', '/root/.cache/pip', 3), fill('shared', '/shared', 1));
const API = dockerfile(fill('api', '/root/.cache/pip', 2), fill('shared', '/shared', 1));

let workspace: Workspace;
let folder: string;
let foreign: ForeignThings;

beforeAll(async () => {
  ownEngine = await startOwnEngine('care-engine', suffix, 'busybox:1');
  engine = ownEngine.images;
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  workspace = await createWorkspace({
    pluginsInProcess: true,
    env: ownEngine.env,
    files: {
      'web/project.json': { name: 'web', targets: { 'docker-build': { options: { image: own('web') } } } },
      'web/Dockerfile': WEB,
      'web/data': `${suffix} 1`,
      'api/project.json': { name: 'api', targets: { 'docker-build': { options: { image: own('api') } } } },
      'api/Dockerfile': API,
      'api/data': suffix,
    },
  });
  foreign = await plantForeignThings();
  await build('web', 'api');
  oldImage = await untag(own('web'));
  await engine.docker('container', 'rm', own('web'));
  workspace.write('web/data', `${suffix} 2`);
  await build('web');
  await allMeasured();
}, 900_000);

afterAll(async () => {
  await removeForeignThings(foreign);
  await engine.remove(own('web'), own('api'));
  await removeOwnRecords();
  await workspace.dispose();
  await ownEngine.remove();
  rmSync(folder, { recursive: true, force: true });
});

let oldImage: string;

/** Takes away its only tag: with the containerd store an image stays then only for the sake of a container of this name. */
async function untag(image: string): Promise<string> {
  const id = (await engine.id(image)) ?? '';
  await engine.docker('container', 'create', `--name=${image}`, image, 'true');
  await engine.docker('image', 'rm', '--force', image);
  return id;
}

async function build(...projects: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await workspace.nx([
    'run-many',
    '--targets=docker-build',
    `--projects=${projects.join(',')}`,
  ]);
  expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
}

const run = (...args: readonly string[]): ReturnType<Workspace['run']> => workspace.command(args);

async function json<T>(...args: readonly string[]): Promise<T> {
  const { exitCode, stdout, stderr } = await run(...args, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

const status = (...projects: readonly string[]): Promise<CacheStatus> => json('cache-status', ...projects);

/**
 * While somebody else asks the engine for the size of a mount that was just used, the mount is told without a size, or
 * not at all: the engine is shared with other tests.
 */
async function allMeasured(): Promise<void> {
  await until('the engine tells the sizes of the mounts', async () => {
    const mounts = (await recordsOfBuildx()).filter(
      ({ type, description, size = 0 }) =>
        type === MOUNT_TYPE && description.endsWith(`-${suffix}"`) && size > 0,
    );
    return mounts.length === 4;
  });
}

interface Pruned {
  readonly removals: readonly {
    readonly kind: string;
    readonly label: string;
    readonly ids: readonly string[];
  }[];
  readonly kept: readonly {
    readonly removal: { readonly label: string };
    readonly reason: { readonly kind: string };
  }[];
  readonly result?: { readonly freedBytes: number; readonly removedRecords: number };
}

function mountNamed({ projects, foreignMounts, orphans }: CacheStatus, id: string): MountStatus | undefined {
  return [...projects.flatMap(({ mounts }) => mounts), ...foreignMounts, ...orphans].find(
    (mount) => mount.id === own(id),
  );
}

async function recordsOfBuildx(): Promise<readonly UsageRecord[]> {
  return readBuildxJson(await engine.docker('buildx', 'du', '--format=json'), 0);
}

/** What the tests left: each mount, and each layer of a RUN, names the suffix. */
async function removeOwnRecords(): Promise<void> {
  const records = (await recordsOfBuildx()).filter(({ description }) => description.includes(`-${suffix}`));
  const commands = removeRecords(
    'default',
    records.map(({ id }) => id),
  );
  for (const { args } of commands) await engine.docker(...args);
}

async function mountsLeft(): Promise<readonly string[]> {
  const descriptions = (await recordsOfBuildx()).map(({ description }) => description);
  const isThere = (id: string): boolean =>
    descriptions.some((text) => text.includes(`with id "/${own(id)}"`));
  return ['web', 'api', 'shared', 'foreign'].filter(isThere);
}

interface ForeignThings {
  readonly volume: string;
  readonly container: string;
  readonly images: readonly string[];
}

/** What a prune could take for its own: a mount and layers like the projects', an image without a tag. */
async function plantForeignThings(): Promise<ForeignThings> {
  const text = dockerfile(fill('foreign', '/root/.cache/pip', 1));
  writeFileSync(join(folder, 'Dockerfile'), text);
  const build = async (data: string): Promise<void> => {
    writeFileSync(join(folder, 'data'), `${suffix} foreign ${data}`);
    await engine.docker('buildx', 'build', '--quiet', '--load', `--tag=${own('foreign')}`, folder);
  };
  await build('1');
  const untagged = await untag(own('foreign'));
  await build('2');
  await engine.docker('volume', 'create', own('foreign'));
  const tagged = (await engine.id(own('foreign'))) ?? '';
  return { volume: own('foreign'), container: own('foreign'), images: [untagged, tagged] };
}

async function foreignLeft({ volume, container, images: made }: ForeignThings): Promise<object> {
  return {
    volume: (await engine.docker('volume', 'inspect', '--format={{.Name}}', volume)).trim(),
    container: (await engine.docker('container', 'inspect', '--format={{.Name}}', container)).trim(),
    images: await Promise.all(made.map((id) => engine.id(id))),
    records: (await recordsOfBuildx())
      .filter(({ description }) => description.includes(own('foreign')))
      .map(({ id }) => id)
      .sort(),
  };
}

async function removeForeignThings({ volume, container, images: made }: ForeignThings): Promise<void> {
  await engine.docker('container', 'rm', '--force', container);
  await engine.docker('volume', 'rm', '--force', volume);
  await engine.remove(own('foreign'), ...made);
}

describe('cache-status', () => {
  it('tells what a project has in the builder, and with whom it shares it', async () => {
    const seen = await status('web');
    const [web] = seen.projects;
    expect(web).toMatchObject({
      project: 'web',
      dockerfiles: ['web/Dockerfile'],
      problems: [],
      absentMounts: [],
      lastBuild: { outcome: 'success', totalSteps: 3 },
    });
    const [pip, shared] = [mountNamed(seen, 'web'), mountNamed(seen, 'shared')];
    expect(pip).toMatchObject({ tool: 'pip', projects: ['web'], targets: ['/root/.cache/pip'] });
    expect(pip?.bytes).toBeGreaterThanOrEqual(3 * MEGABYTE);
    expect(shared).toMatchObject({ projects: ['api', 'web'] });
    expect(web?.layers.records).toBeGreaterThanOrEqual(2);
    expect(seen.builder.source).toBe('engine');
    expect(mountNamed(seen, 'foreign')).toBeUndefined();
  });

  it('tells people the same, as a target of the project', async () => {
    const { exitCode, stdout } = await workspace.nx(['run', 'web:docker-cache-status']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`${own('web')} +pip +3\\.\\d+ MB .*used`));
    expect(stdout).toMatch(new RegExp(`${own('shared')} .*shared with api`));
    expect(stdout).not.toContain(own('foreign'));
  });

  it('holds the numbers of the engine and of buildx', async () => {
    const seen = await status();
    const sizes = new Map((await recordsOfBuildx()).map(({ id, size }) => [id, size]));
    for (const name of ['web', 'api', 'shared', 'foreign']) {
      const mount = mountNamed(seen, name);
      const told = (mount?.records ?? []).reduce((sum, id) => sum + (sizes.get(id) ?? Number.NaN), 0);
      // buildx tells four digits.
      expect(Math.abs(told - (mount?.bytes ?? 0))).toBeLessThanOrEqual((mount?.bytes ?? 0) / 1000);
    }
  });
});

it('a mount is seen while the builder measures it for somebody else', async () => {
  const fillOnce =
    '[ -e /c/1 ] || for d in $(seq 40); do mkdir /c/$d; for f in $(seq 500); do : > /c/$d/$f; done; done';
  const use = `--mount=type=cache,id=${own('measured')},target=/c`;
  const world = { ...realWorld(), engine: engineAt(ownEngine.env) };
  const facts = { name: 'default', driver: 'docker', buildkit: undefined, rules: undefined };
  const builder = { facts, isEngines: true };
  for (let round = 0; round < 3; round++) {
    writeFileSync(
      join(folder, 'Dockerfile'),
      `FROM busybox:1\nRUN ${use} ${fillOnce}; : ${own('measured')} ${randomUUID()}\n`,
    );
    await engine.docker('buildx', 'build', '--output=type=cacheonly', folder);
    // Each measures what was written to since it was measured last, and meets what the others measure.
    const seen = await Promise.all(
      [0, 0, 100, 200, 300].map((ms) => sleep(ms).then(() => readRecords(world, builder))),
    );
    const mounts = seen.map(({ records }) =>
      records
        .filter(({ type, description }) => type === MOUNT_TYPE && description.includes(own('measured')))
        .map(({ inUse, size = 0 }) => [inUse, size > 0]),
    );
    expect(mounts).toEqual(seen.map(() => [[false, true]]));
  }
});

describe('clear-cache', () => {
  it('refuses to empty the builder where nobody can be asked', async () => {
    const before = await mountsLeft();
    const { exitCode, stderr } = await run('clear-cache', '--everything');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('NOT_CONFIRMED')]);
    expect(await mountsLeft()).toEqual(before);
  });

  it('says in a dry run what would go, and removes nothing', async () => {
    const planned = await json<Pruned>('clear-cache', 'web', '--dry-run');
    expect(planned.removals.filter(({ kind }) => kind === 'mount').map(({ label }) => label)).toEqual([
      own('web'),
    ]);
    expect(planned.removals.filter(({ kind }) => kind === 'image').map(({ label }) => label)).toEqual([
      oldImage,
    ]);
    expect(planned.kept).toContainEqual(
      expect.objectContaining({ reason: { kind: 'other-projects', projects: ['api'] } }),
    );
    expect(planned.result).toBeUndefined();
    expect(await mountsLeft()).toEqual(['web', 'api', 'shared', 'foreign']);
    expect(await engine.id(oldImage)).toBe(oldImage);
  });

  it('takes of all projects only the tools that are named', async () => {
    const pip = await json<Pruned>('clear-cache', '--all-projects', '--tool=pip', '--dry-run');
    expect(pip.removals.map(({ label }) => label).sort()).toEqual([own('api'), own('web')]);
  });

  it("removes a project's cache and nothing of anybody else", async () => {
    const before = await foreignLeft(foreign);
    const { exitCode, stdout, stderr } = await workspace.nx(['run', 'web:docker-prune']);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    expect(stdout).toMatch(new RegExp(`keep +mount ${own('shared')} .*used by api too`));
    expect(stdout).toMatch(/freed [3-9]\.\d+ MB: \d+ records? and 1 image/);
    expect(await mountsLeft()).toEqual(['api', 'shared', 'foreign']);
    expect(await engine.id(oldImage)).toBeUndefined();
    expect(await engine.id(own('web'))).toBeDefined();
    expect(await foreignLeft(foreign)).toEqual(before);
    expect(before).toMatchObject({ images: foreign.images });
  });

  it('removes a shared mount only by its name', async () => {
    const pruned = await json<Pruned>('clear-cache', 'web', `--mount=${own('shared')}`);
    expect(pruned.removals.map(({ label }) => label)).toContain(own('shared'));
    expect(pruned.result?.freedBytes).toBeGreaterThanOrEqual(MEGABYTE);
    expect(await mountsLeft()).toEqual(['api', 'foreign']);
  });

  it('leaves what a build is using', async () => {
    const command = `RUN --mount=type=cache,id=${own('api')},target=/root/.cache/pip sleep 60 && echo ${suffix}`;
    workspace.write('api/Dockerfile', dockerfile(command));
    const running = spawn('docker', ['buildx', 'build', join(workspace.root, 'api')], {
      stdio: 'ignore',
      env: { ...process.env, ...ownEngine.env },
    });
    const ended = new Promise((resolve) => running.once('close', resolve));
    try {
      let pruned: Pruned;
      do {
        await sleep(500);
        pruned = await json<Pruned>('clear-cache', 'api', '--tool=pip', '--dry-run');
      } while (pruned.removals.length > 0 && running.exitCode === null);
      pruned = await json<Pruned>('clear-cache', 'api', '--tool=pip');
      expect(pruned.kept).toEqual([
        { removal: expect.objectContaining({ label: own('api') }) as object, reason: { kind: 'in-use' } },
      ]);
      expect(pruned.removals).toEqual([]);
    } finally {
      running.kill('SIGINT');
      await ended;
    }
    expect(await mountsLeft()).toEqual(['api', 'foreign']);
  });

  it('removes what no Dockerfile names any more', async () => {
    workspace.write('api/Dockerfile', dockerfile('RUN true'));
    expect((await status()).orphans.map(({ id }) => id)).toEqual([own('api')]);
    const pruned = await json<Pruned>('clear-cache', '--orphans');
    expect(pruned.removals.map(({ label }) => label)).toEqual([own('api')]);
    expect(await mountsLeft()).toEqual(['foreign']);
  });
});
