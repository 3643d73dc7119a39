import { readManifest } from '../../cache/carry/manifest';
import type { CarryReport } from '../../cache/carry/report';
import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessCommand, ProcessResult } from '../../io/world';
import type { SaveRequest } from './carry-request';
import { runSaveCache } from './run-save-cache';
import { EXAMPLE_CARRY_REQUEST } from './testing/example-carry-request';

const EARLIER = {
  schemaVersion: 1,
  savedAt: 1,
  mounts: [{ key: '/pip', target: '/c', owner: {}, file: 'pip-0.tar', bytes: 3 }],
};

type Copy = 'whole' | 'empty' | 'failed' | 'interrupted';

interface Played {
  /** What becomes of the copy of each mount, by id. */
  readonly copies: Readonly<Record<string, Copy>>;
  readonly containerdStore?: boolean;
  readonly driver?: string;
}

const mount = (id: string): object => ({
  ID: `record${id}`,
  Type: 'exec.cachemount',
  Description: `cached mount /c from exec x with id "/${id}"`,
  Size: 1_000,
});
const left = (id: string, description: string): object => ({
  ID: id,
  Type: 'regular',
  Description: description,
  Size: 50,
});

function played({ copies, containerdStore = true, driver = 'docker' }: Played): MemoryWorld {
  const exited = (exitCode: number, stdout = '', stderr = ''): ProcessResult => ({
    kind: 'exited',
    exitCode,
    stdout,
    stderr,
  });
  const tokens: string[] = [];
  const copy = ({ args }: ProcessCommand): ProcessResult => {
    const text = new TextDecoder().decode(world.contents.get('/tmp/nx-docker-cache-1/Dockerfile'));
    const [, id = ''] = /,id=([^,]+)/.exec(text) ?? [];
    const [, token = ''] = /carry-([0-9a-f]+)/.exec(text) ?? [];
    tokens.push(token);
    const archive = /dest=(.*)$/.exec(args.find((each) => each.startsWith('--output=')) ?? '')?.[1] ?? '';
    world.contents.set(archive, new Uint8Array(copies[id] === 'failed' ? 7 : 1234));
    if (copies[id] === 'interrupted') world.interrupt();
    const said = copies[id] === 'empty' ? 'empty' : 'files=4';
    return copies[id] === 'whole' || copies[id] === 'empty'
      ? exited(0, '', `#6 0.2 nx-docker-cache-carry-${token} ${said}\n`)
      : exited(
          1,
          '',
          '#6 0.2 cp: it is gone\nERROR: failed to build: failed to solve: process "x" did not complete successfully\n',
        );
  };
  const records = (): object[] => [
    ...Object.keys(copies).map(mount),
    ...tokens.map((token, index) => left(`own${index}`, `COPY --from=nx-docker-cache-carry-${token} /x /`)),
    left('foreign', 'COPY --from=a /x /'),
  ];
  const world = memoryWorld({
    engine: { id: 'e', version: '28', containerdStore },
    files: {
      '/workspace/app/Dockerfile': `FROM img\n${Object.keys(copies)
        .map((id) => `RUN --mount=type=cache,id=${id},target=/c x\n`)
        .join('')}`,
      '/kept/cache.json': JSON.stringify(EARLIER),
      '/kept/pip-0.tar': 'abc',
      '/kept/notes.txt': 'mine',
    },
    run: (command, { onStdout }): ProcessResult => {
      const kind = command.args.slice(0, 2).join(' ');
      if (kind === 'buildx build') return copy(command);
      const stdout =
        kind === 'buildx inspect'
          ? `Name: default\nDriver: ${driver}\nPlatforms: linux/amd64\n`
          : kind === 'buildx du'
            ? records()
                .map((each) => JSON.stringify({ ...each, Size: '1kB', Reclaimable: true }))
                .join('\n')
            : 'default\n';
      onStdout?.(Buffer.from(stdout));
      return exited(0, stdout);
    },
    engineAnswers: { buildCache: () => ({ BuildCache: records() }) },
  });
  return world;
}

const request = (change: Partial<SaveRequest> = {}): SaveRequest => ({
  ...EXAMPLE_CARRY_REQUEST,
  maxBytes: undefined,
  ...change,
});

const filesIn = ({ contents }: MemoryWorld): string[] =>
  [...contents.keys()]
    .filter((file) => file.startsWith('/kept/'))
    .map((file) => file.slice('/kept/'.length))
    .sort();
const manifestOf = ({ contents }: MemoryWorld): unknown => {
  const read = readManifest(new TextDecoder().decode(contents.get('/kept/cache.json')));
  return read.kind === 'read'
    ? read.manifest.mounts.map(({ key, bytes, files, heldBytes }) => ({ key, bytes, files, heldBytes }))
    : read;
};
const reportOf = ({ printed }: MemoryWorld): CarryReport => JSON.parse(printed.out) as CarryReport;

it('replaces an earlier archive, and nothing else of the folder', async () => {
  const world = played({ copies: { pip: 'whole', npm: 'empty' } });
  expect(await runSaveCache(world, request())).toBe(true);
  expect(manifestOf(world)).toEqual([{ key: '/pip', bytes: 1234, files: 4, heldBytes: 1000 }]);
  expect(filesIn(world)).toEqual([
    '.gitignore',
    'cache.json',
    'notes.txt',
    expect.stringMatching(/^pip-\w+\.tar$/),
  ]);
  expect(reportOf(world)).toMatchObject({
    bytes: 1234,
    skipped: [{ id: 'npm', reason: 'empty' }],
    failed: [],
  });
});

it('says what could not be saved, and saves the others', async () => {
  const world = played({ copies: { pip: 'failed', npm: 'whole' } });
  expect(await runSaveCache(world, request())).toBe(false);
  expect(manifestOf(world)).toMatchObject([{ key: '/npm' }]);
  expect(filesIn(world).filter((file) => file.includes('pip'))).toEqual([]);
  expect(reportOf(world).failed).toEqual([{ id: 'pip', target: '/c', why: 'cp: it is gone' }]);
});

it('leaves an earlier archive as it was when it is interrupted', async () => {
  const world = played({ copies: { npm: 'whole', pip: 'interrupted' } });
  const before = new TextDecoder().decode(world.contents.get('/kept/cache.json'));
  await expect(runSaveCache(world, request())).rejects.toThrow('BUILD_INTERRUPTED');
  expect(new TextDecoder().decode(world.contents.get('/kept/cache.json'))).toBe(before);
  expect(filesIn(world)).toEqual(['.gitignore', 'cache.json', 'notes.txt', 'pip-0.tar']);
});

it('counts what the files really take against the limit', async () => {
  const world = played({ copies: { pip: 'whole', npm: 'whole' } });
  await runSaveCache(world, request({ maxBytes: 2_000 }));
  expect(manifestOf(world)).toHaveLength(1);
  expect(filesIn(world).filter((file) => file.endsWith('.tar'))).toHaveLength(1);
  expect(reportOf(world).skipped).toMatchObject([{ reason: 'too-large', bytes: 1234 }]);
});

it('builds and writes nothing in a dry run', async () => {
  const world = played({ copies: { pip: 'whole' } });
  const before = filesIn(world);
  await runSaveCache(world, request({ dryRun: true }));
  expect(filesIn(world)).toEqual(before);
  expect(world.commands.filter(({ args }) => args[1] === 'build')).toEqual([]);
  expect(reportOf(world)).toMatchObject({ dryRun: true, carried: [{ id: 'pip', bytes: 1000 }] });
});

it.each<[string, Partial<Played>, boolean]>([
  ['gives back its own layers', { containerdStore: false }, true],
  ['gives back its own layers', { driver: 'docker-container' }, true],
  ['leaves them where that would cost others their layers', {}, false],
])('%s', async (_, facts, removed) => {
  const world = played({ copies: { pip: 'whole' }, ...facts });
  await runSaveCache(world, request());
  expect(reportOf(world).left?.removed).toBe(removed);
  expect(world.commands.filter(({ args }) => args[1] === 'prune').map(({ args }) => args.at(-1))).toEqual(
    removed ? ['--filter=id=^(own0)$'] : [],
  );
});

it.each([
  [{ only: ['yarn'] }, 'OPTION_TYPE'],
  [{ projects: ['nobody'] }, 'PROJECT_UNKNOWN'],
])('refuses %j before anything is written', async (change, code) => {
  const world = played({ copies: { pip: 'whole' } });
  const before = filesIn(world);
  await expect(runSaveCache(world, request(change))).rejects.toThrow(code);
  expect(filesIn(world)).toEqual(before);
});
