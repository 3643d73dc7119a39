import type { CarryReport } from '../../cache/carry/report';
import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessCommand, ProcessResult } from '../../io/world';
import type { RestoreRequest } from '../save-cache/carry-request';
import { runRestoreCache } from './run-restore-cache';
import { EXAMPLE_CARRY_REQUEST } from '../save-cache/testing/example-carry-request';

type Copy = 'copied' | 'failed' | 'interrupted';

const archived = (id: string): object => ({
  key: `/${id}`,
  target: '/c',
  owner: {},
  file: `${id}-0.tar`,
  bytes: 3,
  files: 2,
});

/** An archive with these mounts, and a Dockerfile that names them; the builder holds none of them. */
function played(
  copies: Readonly<Record<string, Copy>>,
  archive: Readonly<Record<string, string>> = {},
): MemoryWorld {
  const ids = Object.keys(copies);
  const exited = (exitCode: number, stdout = '', stderr = ''): ProcessResult => ({
    kind: 'exited',
    exitCode,
    stdout,
    stderr,
  });
  const copy = ({ args }: ProcessCommand): ProcessResult => {
    expect(args.at(-1)).toBe('/kept');
    const text = new TextDecoder().decode(world.contents.get('/tmp/nx-docker-cache-1/Dockerfile'));
    const [, id = ''] = /,id=([^,]+)/.exec(text) ?? [];
    if (copies[id] === 'interrupted') world.interrupt();
    return copies[id] === 'copied'
      ? exited(0)
      : exited(1, '', '#6 0.2 the archive is odd\nERROR: failed to solve: x\n');
  };
  const world = memoryWorld({
    engine: { id: 'e', version: '28', containerdStore: true },
    files: {
      '/workspace/app/Dockerfile': `FROM img\n${ids.map((id) => `RUN --mount=type=cache,id=${id},target=/c x\n`).join('')}`,
      '/kept/cache.json': JSON.stringify({ schemaVersion: 1, savedAt: 1, mounts: ids.map(archived) }),
      ...Object.fromEntries(ids.map((id) => [`/kept/${id}-0.tar`, 'abc'])),
      ...archive,
    },
    run: (command, { onStdout }): ProcessResult => {
      const kind = command.args.slice(0, 2).join(' ');
      if (kind === 'buildx build') return copy(command);
      const stdout =
        kind === 'buildx inspect' ? 'Name: default\nDriver: docker\nPlatforms: linux/amd64\n' : 'default\n';
      onStdout?.(Buffer.from(stdout));
      return exited(0, stdout);
    },
    engineAnswers: { buildCache: () => ({ BuildCache: [] }) },
  });
  return world;
}

const request = (change: Partial<RestoreRequest> = {}): RestoreRequest => ({
  ...EXAMPLE_CARRY_REQUEST,
  ifPresent: false,
  ...change,
});

const reportOf = ({ printed }: MemoryWorld): CarryReport => JSON.parse(printed.out) as CarryReport;
const builds = ({ commands }: MemoryWorld): number =>
  commands.filter(({ args }) => args[1] === 'build').length;

it('says what could not be restored, and restores the others', async () => {
  const world = played({ npm: 'failed', pip: 'copied' });
  expect(await runRestoreCache(world, request())).toBe(false);
  expect(reportOf(world)).toMatchObject({
    action: 'restore',
    bytes: 3,
    carried: [{ id: 'pip', bytes: 3, files: 2 }],
    failed: [{ id: 'npm', target: '/c', why: 'the archive is odd' }],
  });
});

it('restores what is asked for', async () => {
  const world = played({ npm: 'failed', pip: 'copied' });
  expect(await runRestoreCache(world, request({ only: ['pip'] }))).toBe(true);
  expect(reportOf(world)).toMatchObject({ carried: [{ id: 'pip' }], skipped: [], failed: [] });
});

it('ends with the mount that is restored, and says what to do with it', async () => {
  const world = played({ npm: 'interrupted', pip: 'copied' });
  await expect(runRestoreCache(world, request())).rejects.toMatchObject({
    facts: { code: 'BUILD_INTERRUPTED', next: expect.stringContaining('--mount=npm') as string },
  });
  expect([builds(world), world.printed.out]).toEqual([1, '']);
});

it('builds nothing in a dry run', async () => {
  const world = played({ pip: 'copied' });
  expect(await runRestoreCache(world, request({ dryRun: true }))).toBe(true);
  expect(builds(world)).toBe(0);
  expect(reportOf(world)).toMatchObject({ dryRun: true, carried: [{ id: 'pip' }] });
});

it.each<[string, Partial<RestoreRequest>, Readonly<Record<string, string>>, string]>([
  ['an archive that is not there', { folder: '/none' }, {}, 'ARCHIVE_MISSING'],
  ['no document', {}, { '/kept/cache.json': '{' }, 'ARCHIVE_INVALID'],
  ['a file of another size', {}, { '/kept/pip-0.tar': 'ab' }, 'ARCHIVE_INVALID'],
  ['a word that names no mount', { only: ['yarn'] }, {}, 'OPTION_TYPE'],
  ['a project that is not there', { projects: ['nobody'] }, {}, 'PROJECT_UNKNOWN'],
])('refuses %s before anything is built', async (_, change, files, code) => {
  const world = played({ pip: 'copied' }, files);
  await expect(runRestoreCache(world, request(change))).rejects.toThrow(code);
  expect(builds(world)).toBe(0);
});

it('needs no archive, and no engine, where that is said', async () => {
  const world = played({ pip: 'copied' });
  expect(await runRestoreCache(world, request({ folder: '/none', ifPresent: true }))).toBe(true);
  expect(world.commands).toEqual([]);
  expect(reportOf(world)).toMatchObject({ carried: [], skipped: [], failed: [] });
});
