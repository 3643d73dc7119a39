import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveManifest } from '../packages/nx-docker-cache/src/cache/carry/manifest';
import type { CarryReport } from '../packages/nx-docker-cache/src/cache/carry/report';
import type { CacheStatus } from '../packages/nx-docker-cache/src/cache/status';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const own = (name: string): string => `carry-${name}-${suffix}`;
const image = own('image');
const OWNED = `--mount=type=cache,id=${own('owned')},target=/home/app/.cache/tool,uid=1234,gid=2345,mode=0750,sharing=locked`;

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  for (const base of ['python:3.11-slim', 'busybox:1']) await ensureBaseImage(base);
  index = await packageIndex();
  workspace = await createWorkspace({
    pluginsInProcess: true,
    files: {
      'backend/project.json': {
        name: 'backend',
        targets: {
          'docker-build': { options: { image, buildArgs: index.pipArguments } },
          'docker-save': { executor: 'nx-docker-cache:save-cache', options: { to: 'kept' } },
          'docker-restore': { executor: 'nx-docker-cache:restore-cache', options: { from: 'kept' } },
        },
      },
      'backend/Dockerfile': [
        'FROM python:3.11-slim AS base',
        'FROM base',
        'ARG PIP_INDEX_URL PIP_TRUSTED_HOST',
        'COPY requirements.txt .',
        `RUN --mount=type=cache,id=${own('pip')},target=/root/.cache/pip pip install --no-compile --target=/packages -r requirements.txt`,
        'USER 1234',
        `RUN ${OWNED} test -e /home/app/.cache/tool/made || { umask 027; mkdir /home/app/.cache/tool/made; echo kept > /home/app/.cache/tool/made/file; }`,
        `RUN --mount=type=cache,id=${own('empty')},target=/empty true`,
        '',
      ].join('\n'),
      'backend/requirements.txt': 'six==1.16.0\nidna==3.6\n',
      'other/project.json': {
        name: 'other',
        targets: { 'docker-build': { options: { image: own('other') } } },
      },
      'other/Dockerfile': `FROM busybox:1\nRUN --mount=type=cache,id=${own('foreign')},target=/f echo ${suffix} > /f/file\n`,
    },
  });
  await build('backend');
  await build('other');
}, 900_000);

afterAll(async () => {
  await command('clear-cache', '--all-projects');
  await index.close();
  await workspace.dispose();
  await images().remove(image, own('other'));
});

async function build(project: string, ...options: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await workspace.nx(['run', `${project}:docker-build`, ...options]);
  expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
}

const command = (...args: readonly string[]): ReturnType<Workspace['run']> => workspace.command(args);

async function json<T = CarryReport>(...args: readonly string[]): Promise<T> {
  const { exitCode, stdout, stderr } = await command(...args, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

async function mountsHeld(): Promise<readonly string[]> {
  const { projects } = await json<CacheStatus>('cache-status');
  return projects.flatMap(({ mounts }) => mounts.map(({ id }) => id)).sort();
}

/** What pip installed, with the bytes of its files: it writes no times into them. */
async function installed(): Promise<string> {
  return images().docker(
    ...['run', '--rm', '--user=0', '--entrypoint=sh', image],
    ...['-c', 'find /packages -type f ! -name RECORD | sort | xargs sha256sum'],
  );
}

/** The tree of the mount with another user, as a build with the same flags finds it. */
async function ownedTree(): Promise<string> {
  const folder = join(workspace.root, 'look');
  mkdirSync(folder, { recursive: true });
  const look = 'cd /home/app/.cache/tool && find . -exec stat -c "%n %u:%g %a" {} + && cat made/file';
  writeFileSync(
    join(folder, 'Dockerfile.look'),
    `FROM busybox:1 AS look\nUSER 0\nRUN ${OWNED} { ${look}; } > /tree; : ${randomUUID()}\nFROM scratch\nCOPY --from=look /tree /\n`,
  );
  await images().docker(
    ...[
      'buildx',
      'build',
      `--file=${join(folder, 'Dockerfile.look')}`,
      `--output=${join(folder, 'out')}`,
      folder,
    ],
  );
  const tree = readFileSync(join(folder, 'out', 'tree'), 'utf8');
  rmSync(folder, { recursive: true });
  return tree;
}

const idsOf = ({ carried }: CarryReport): readonly string[] => carried.map(({ id }) => id).sort();
const reasons = ({ skipped }: CarryReport): Readonly<Record<string, string>> =>
  Object.fromEntries(skipped.map(({ id, reason }) => [id, reason]));
const manifestIn = (folder: string): ArchiveManifest =>
  JSON.parse(workspace.read(`${folder}/cache.json`)) as ArchiveManifest;

describe('cache mounts that are saved and restored', () => {
  it('says in a dry run what would be saved, and writes nothing', async () => {
    const report = await json('save-cache', 'backend', '--to=dry', '--dry-run');
    expect(idsOf(report)).toEqual([own('empty'), own('owned'), own('pip')]);
    expect(readdirSync(workspace.root)).not.toContain('dry');
  });

  it('are saved as a target, each as one whole file, and an empty one is not', async () => {
    const { exitCode, stdout, stderr } = await workspace.nx(['run', 'backend:docker-save']);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    expect(stdout).toMatch(new RegExp(`saved +${own('pip')} +pip +[\\d.]+ [kM]B`));
    expect(stdout).toMatch(new RegExp(`skipped +${own('empty')} +.*it is empty`));
    const { mounts } = manifestIn('kept');
    expect(mounts.map(({ key }) => key.slice(1)).sort()).toEqual([own('owned'), own('pip')]);
    for (const { file, bytes } of mounts)
      expect(statSync(join(workspace.root, 'kept', file)).size).toBe(bytes);
    expect(readdirSync(join(workspace.root, 'kept')).sort()).toEqual(
      ['.gitignore', 'cache.json', ...mounts.map(({ file }) => file)].sort(),
    );
    expect(mounts.find(({ tool }) => tool === 'pip')?.files).toBeGreaterThan(0);
  });

  it('are restored into an empty builder as they were: nothing is downloaded again', async () => {
    const [before, tree] = [await installed(), await ownedTree()];
    expect(tree).toContain('./made 1234:');
    await json<object>('clear-cache', 'backend');
    expect(await mountsHeld()).toEqual([own('foreign')]);

    const report = await json('restore-cache', 'backend', '--from=kept');
    expect(idsOf(report)).toEqual([own('owned'), own('pip')]);
    expect(reasons(report)).toEqual({ [own('empty')]: 'not-archived' });
    expect(await ownedTree()).toBe(tree);

    await images().remove(image);
    const fetched = index.proxy.stats('default').fileBytes;
    await build('backend', '--configuration=no-cache');
    expect(index.proxy.stats('default').fileBytes).toBe(fetched);
    expect(await installed()).toBe(before);
  });

  it('are left alone where they are warm', async () => {
    expect(reasons(await json('restore-cache', 'backend', '--from=kept'))).toMatchObject({
      [own('pip')]: 'warm',
      [own('owned')]: 'warm',
    });
  });

  it('are saved as far as they are named and small enough', async () => {
    const named = await json('save-cache', '--only=pip', '--to=named');
    expect([idsOf(named), named.skipped]).toEqual([[own('pip')], []]);
    const { bytes } = await json('save-cache', 'backend', '--dry-run');
    const small = await json('save-cache', 'backend', `--max-size=${bytes - 1}`, '--to=named');
    expect(idsOf(small)).toEqual([own('owned')]);
    expect(reasons(small)).toMatchObject({ [own('pip')]: 'too-large' });
    const files = readdirSync(join(workspace.root, 'named'));
    expect(files.filter((name) => name.endsWith('.tar'))).toEqual(
      manifestIn('named').mounts.map(({ file }) => file),
    );
  });

  it('keep what is newer in a mount, and get what is missing', async () => {
    const mount = `--mount=type=cache,id=${own('partial')},target=/f`;
    const fill = async (script: string): Promise<void> => {
      workspace.write('partial/Dockerfile', `FROM busybox:1\nRUN ${mount} ${script}; : ${randomUUID()}\n`);
      const folder = join(workspace.root, 'partial');
      await images().docker('buildx', 'build', '--output=type=cacheonly', folder);
    };
    workspace.write('partial/project.json', { name: 'partial' });
    await fill('echo old > /f/file && head -c 100000 /dev/urandom > /f/large && ln -s file /f/link');
    await json('save-cache', 'partial', '--to=partial-kept');
    await fill('echo newer > /f/file && echo more > /f/more && rm /f/large');
    expect(idsOf(await json('restore-cache', 'partial', '--from=partial-kept'))).toEqual([own('partial')]);
    const sizes = '"newer more file 100000"';
    await fill(`[ "$(cat /f/file /f/more | xargs) $(readlink /f/link) $(stat -c %s /f/large)" = ${sizes} ]`);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      'that is not there',
      (folder) => {
        workspace.remove(folder);
      },
      'ARCHIVE_MISSING',
    ],
    [
      'of another version',
      (folder) => {
        workspace.edit(`${folder}/cache.json`, '"schemaVersion": 1', '"schemaVersion": 9');
      },
      'ARCHIVE_INVALID',
    ],
    [
      'whose file is cut off',
      (folder) => {
        workspace.write(`${folder}/${manifestIn(folder).mounts[0]!.file}`, 'x');
      },
      'ARCHIVE_INVALID',
    ],
    [
      'that names files elsewhere',
      (folder) => {
        workspace.edit(`${folder}/cache.json`, manifestIn(folder).mounts[0]!.file, '../x.tar');
      },
      'ARCHIVE_INVALID',
    ],
  ])('are not restored from an archive %s', async (_, spoil, code) => {
    await json('save-cache', 'other', '--to=spoiled');
    spoil('spoiled');
    const { exitCode, stderr } = await command('restore-cache', 'other', '--from=spoiled');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(code)]);
    expect(stderr).toContain('next:');
  });

  it('take no harm from a file that is no archive', async () => {
    await json('save-cache', 'other', '--to=spoiled');
    const [{ file, bytes } = { file: '', bytes: 0 }] = manifestIn('spoiled').mounts;
    workspace.write(`spoiled/${file}`, 'x'.repeat(bytes));
    await json<object>('clear-cache', 'other');
    const { exitCode, stdout } = await command('restore-cache', 'other', '--from=spoiled', '--json');
    const report = JSON.parse(stdout) as CarryReport;
    expect([exitCode, report.carried]).toEqual([1, []]);
    expect(report.failed).toEqual([
      expect.objectContaining({ id: own('foreign'), why: 'the archive is not as save-cache writes it' }),
    ]);
  });

  it('need no archive the first time where that is said', async () => {
    const report = await json('restore-cache', '--from=nowhere', '--if-present');
    expect([report.carried, report.skipped]).toEqual([[], []]);
  });
});
