import type { ExecutorContext } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseOptions, type WrittenOptions } from '../../build/written-options';
import { memoryWorld, type MemoryWorld, type MemoryWorldFacts } from '../../io/memory-world';
import type { ProcessResult } from '../../io/world';
import type { BuildRequest } from './build-request';
import { readSources } from './read-sources';
import { runBuild } from './run-build';

const FIXTURES = join(__dirname, '../../timing/fixtures');
const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));

const DOCKERFILE = '/workspace/example/Dockerfile';
const RECORD = '/workspace/dist/docker/example/build.json';
const METADATA = '/workspace/dist/docker/example/metadata.json';
const AGE = '/state/layer-age';
const TRANSIENT =
  'ERROR: failed to solve: failed to prepare extraction snapshot "x": parent snapshot sha256:b does not exist: not found\n';

/** One run of docker: what it prints on standard error, and how it ends. */
interface Play {
  readonly stderr: Buffer | string;
  readonly exitCode: number;
}

const GOOD: Play = { stderr: fixture('buildx-0.29-first.txt'), exitCode: 0 };
const BAD: Play = { stderr: fixture('buildx-0.29-fail.txt'), exitCode: 1 };

function world(plays: readonly Play[], facts: MemoryWorldFacts = {}): MemoryWorld {
  const left = [...plays];
  return memoryWorld({
    engine: { id: 'engine', version: '28.5.2', containerdStore: true },
    ...facts,
    files: { [DOCKERFILE]: fixture('Dockerfile.build'), ...facts.files },
    run: (_, { onStderr }): ProcessResult => {
      const { stderr, exitCode } = left.shift() ?? GOOD;
      onStderr?.(Buffer.from(stderr));
      return { kind: 'exited', exitCode, stdout: '', stderr: '' };
    },
  });
}

function request(written: WrittenOptions = {}, more: Partial<BuildRequest> = {}): BuildRequest {
  const place = {
    project: 'example',
    dockerfile: DOCKERFILE,
    context: '/workspace/example',
    freshToken: 'fresh',
    lastToken: undefined,
  };
  return {
    project: 'example',
    target: 'docker-build',
    configuration: undefined,
    options: normaliseOptions(written, place),
    workspaceRoot: '/workspace',
    outputFolder: '/workspace/dist/docker/example',
    verbose: false,
    report: 'summary',
    retries: 2,
    layerAgeFile: AGE,
    memory: undefined,
    task: undefined,
    history: {
      append: () => undefined,
      traces: { read: () => undefined, all: () => [], write: () => undefined },
    },
    notes: [],
    ...more,
  };
}

const textOf = (played: MemoryWorld, file: string): string | undefined => {
  const bytes = played.contents.get(file);
  return bytes && Buffer.from(bytes).toString();
};

it('reads the Dockerfile once: what is known of its sources is of the text that was built', async () => {
  const played = world([GOOD]);
  let reads = 0;
  const read = (file: string): Promise<Uint8Array> => {
    if (file === DOCKERFILE) reads += 1;
    return played.files.read(file);
  };
  const end = await runBuild({ ...played, files: { ...played.files, read } }, request());
  played.contents.set(DOCKERFILE, Buffer.from('FROM busybox\nCOPY written-later .\n'));
  const context: ExecutorContext = {
    ...{ root: '/workspace', cwd: '/workspace', isVerbose: false },
    ...{ projectsConfigurations: { version: 2, projects: {} }, nxJsonConfiguration: {} },
    projectGraph: { nodes: {}, dependencies: {} },
  };
  const { sources } = readSources(played.files, request(), { options: {}, context }, end);
  expect([reads, sources]).toEqual([1, ['example/Dockerfile', 'example/data.txt']]);
});

describe('a build that succeeds', () => {
  it('calls a step that another build has begun by the name that it has here', async () => {
    const stderr = GOOD.stderr.toString().replaceAll('[build 3/4]', '[other 7/9]');
    expect(stderr).toContain('[other 7/9] COPY data.txt .');
    const { record } = await runBuild(world([{ stderr, exitCode: 0 }]), request());
    const names = record.steps.map(({ name }) => name);
    expect(names).toContain('[build 3/4] COPY data.txt .');
    expect(names.join()).not.toContain('[other');
  });

  it('writes the record, shows progress on standard error and the summary on standard output', async () => {
    const played = world([GOOD]);
    const { record, image } = await runBuild(played, request());
    expect(JSON.parse(textOf(played, RECORD) ?? '')).toMatchObject({
      outcome: 'success',
      project: 'example',
      totalSteps: 5,
    });
    expect(record.steps.find(({ line }) => line === 5)).toMatchObject({ kind: 'run', stage: 'build' });
    expect(played.printed.err).toContain('RUN echo one; echo two >&2');
    expect(played.printed.out).toMatch(
      /^ +1\.\d s .*\(line 5\)\n[\s\S]*built example:latest in .* 0 of 5 steps cached \(2026-01-01/,
    );
    expect(image).toMatchObject({ references: ['example:latest'], isOnlyEffect: true });
  });

  it('removes the metadata of an earlier build where buildx wrote none', async () => {
    const played = world([GOOD], { files: { [METADATA]: 'old' } });
    await runBuild(played, request());
    expect(played.contents.has(METADATA)).toBe(false);
  });

  it('prints nothing but the record when asked for JSON', async () => {
    const played = world([GOOD]);
    await runBuild(played, request({}, { report: 'json' }));
    expect(JSON.parse(played.printed.out)).toMatchObject({ schemaVersion: 2 });
  });

  it('leaves its scratch folder to nobody', async () => {
    const played = world([GOOD]);
    await runBuild(played, request());
    expect([...played.contents.keys()].filter((file) => file.startsWith('/tmp'))).toEqual([]);
  });

  it.each<[WrittenOptions, boolean]>([
    [{}, true],
    [{ push: true }, false],
    [{ output: ['type=oci,dest=x'] }, false],
    [{ cacheTo: ['type=local,dest=x'] }, false],
    [{ noCache: true }, false],
    [{ rawNoCache: true }, false],
    [{ pull: true }, false],
    [{ load: false }, false],
    [{ extraArgs: ['--output=x'] }, false],
    [{ extraArgs: ['-tother'] }, false],
    [{ extraArgs: ['--shm-size=1g'] }, true],
  ])('with %j has the image as its only effect: %s', async (written, expected) => {
    const { image } = await runBuild(world([GOOD]), request(written));
    expect(image.isOnlyEffect).toBe(expected);
  });

  it.each<[string, WrittenOptions, string | undefined]>([
    ['keeps the token of a build that ran every step again', { noCache: true }, 'fresh\n'],
    ['forgets it after BuildKit’s own no-cache', { rawNoCache: true }, undefined],
    ['leaves it alone otherwise', {}, 'before\n'],
  ])('%s', async (_, written, expected) => {
    const played = world([GOOD], { files: { [AGE]: 'before\n' } });
    await runBuild(played, request(written));
    expect(textOf(played, AGE)).toBe(expected);
  });
});

describe('a build that fails', () => {
  it('records it, shows the place, and keeps no layer age', async () => {
    const played = world([BAD], { files: { [DOCKERFILE]: fixture('Dockerfile.fail') } });
    await expect(runBuild(played, request({ noCache: true }))).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      exitCode: 1,
    });
    expect(JSON.parse(textOf(played, RECORD) ?? '')).toMatchObject({ outcome: 'failure' });
    expect(played.printed.err).toContain('> 4 |     ls /does-not-exist && \\');
    expect(played.contents.has(AGE)).toBe(false);
  });

  it('because its engine died is not taken for the build’s own failure', async () => {
    const stderr = fixture('buildx-0.29-first.txt').toString().split('\n').slice(0, 20).join('\n');
    const played = memoryWorld({
      files: { [DOCKERFILE]: fixture('Dockerfile.build') },
      run: (_, { onStderr }) => {
        onStderr?.(Buffer.from(`${stderr}\nERROR: something nobody has seen before\n`));
        return { kind: 'exited', exitCode: 1, stdout: '', stderr: '' };
      },
    });
    await expect(runBuild(played, request())).rejects.toMatchObject({ code: 'ENGINE_DIED' });
  });

  it.each([
    ['unknown flag: --sbom', 'BUILDX_TOO_OLD', 'this buildx (0.12.1) does not know'],
    ['unknown flag: --bogus-flag', 'OPTION_UNKNOWN', 'docker buildx build has no option --bogus-flag'],
  ])('because of %s names what it is about', async (said, code, message) => {
    const played = memoryWorld({
      files: { [DOCKERFILE]: fixture('Dockerfile.build') },
      run: ({ args }, { onStderr }) => {
        if (args.join(' ') === 'buildx version')
          return {
            kind: 'exited',
            exitCode: 0,
            stdout: 'github.com/docker/buildx v0.12.1 30feaa1',
            stderr: '',
          };
        onStderr?.(Buffer.from(`${said}\n`));
        return { kind: 'exited', exitCode: 125, stdout: '', stderr: '' };
      },
    });
    const running = runBuild(played, request({ extraArgs: ['--bogus-flag'] }));
    await expect(running).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  it('before it began writes no record', async () => {
    const played = world([
      { stderr: 'ERROR: Cannot connect to the Docker daemon at unix:///x.\n', exitCode: 1 },
    ]);
    await expect(runBuild(played, request())).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      exitCode: 2,
    });
    expect([...played.contents.keys()]).toEqual([DOCKERFILE]);
  });

  it.each([
    [1, 'success'],
    [2, 'success'],
  ])('for a transient reason is run again, %i times', async (times, outcome) => {
    const played = world([...Array<Play>(times).fill({ stderr: TRANSIENT, exitCode: 1 }), GOOD]);
    const { record } = await runBuild(played, request());
    expect(record).toMatchObject({
      outcome,
      retries: Array(times).fill({ reason: expect.stringContaining('parent snapshot') as string, ms: 0 }),
    });
    expect(played.commands.filter(({ args }) => args[1] === 'build')).toHaveLength(times + 1);
  });

  it('at its end tells the steps that ran, although the second run found them in the cache', async () => {
    const first = fixture('buildx-0.29-first.txt').toString() + TRANSIENT;
    const cached = { stderr: fixture('buildx-0.29-cached.txt').toString(), exitCode: 0 };
    const { record } = await runBuild(world([{ stderr: first, exitCode: 1 }, cached]), request());
    expect(record).toMatchObject({ outcome: 'success', cachedSteps: 0, totalSteps: 5 });
    expect(record.retries).toHaveLength(1);
  });

  it.each([
    [2, 3],
    [9, 3],
    [1, 2],
    [0, 1],
  ])('for a transient reason, with %i retries, is run %i times and no more', async (retries, runs) => {
    const played = world(Array<Play>(9).fill({ stderr: TRANSIENT, exitCode: 1 }));
    await expect(runBuild(played, request({}, { retries }))).rejects.toMatchObject({ code: 'BUILD_FAILED' });
    expect(played.commands.filter(({ args }) => args[1] === 'build')).toHaveLength(runs);
  });

  it('to write its record says which folder', async () => {
    const played = world([GOOD], { faults: { [`write ${RECORD}`]: 'ENOSPC' } });
    await expect(runBuild(played, request())).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
    expect([...played.contents.keys()]).toEqual([DOCKERFILE]);
  });

  it.each([
    ['EACCES', 'DOCKERFILE_UNREADABLE'],
    ['EISDIR', 'DOCKERFILE_IS_DIRECTORY'],
    ['ENOENT', 'DOCKERFILE_MISSING'],
    ['ENOTDIR', 'DOCKERFILE_MISSING'],
  ])('because of %s is called %s, and docker is not run', async (fault, code) => {
    const played = world([GOOD], { faults: { [`read ${DOCKERFILE}`]: fault } });
    await expect(runBuild(played, request())).rejects.toMatchObject({ code });
    expect(played.commands).toEqual([]);
  });

  it('leaves the grammar of a foreign frontend to that frontend', async () => {
    const text = '# syntax=registry.example/frontend\nFROM busybox\nRUN --nonsense\nthis is not ours\n<<<\n';
    const { record } = await runBuild(world([GOOD], { files: { [DOCKERFILE]: text } }), request());
    expect(record.outcome).toBe('success');
  });
});

it('a build that is interrupted writes nothing', async () => {
  const played: MemoryWorld = memoryWorld({
    files: { [DOCKERFILE]: fixture('Dockerfile.build') },
    run: (_, { onStderr, signal }) => {
      onStderr?.(fixture('buildx-0.29-first.txt').subarray(0, 5_000));
      played.interrupt();
      expect(signal?.aborted).toBe(true);
      return { kind: 'signalled', signal: 'SIGINT', stdout: '', stderr: '' };
    },
  });
  await expect(runBuild(played, request())).rejects.toMatchObject({ code: 'BUILD_INTERRUPTED', exitCode: 1 });
  expect([...played.contents.keys()]).toEqual([DOCKERFILE]);
});
