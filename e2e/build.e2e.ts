import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { program } from './support/command-line';
import { images } from './support/images';
import type { ProgramResult } from './support/run-program';
import { startProgram, untilPrinted } from './support/running-program';
import { scratchFolder } from './support/scratch-folder';
import { until } from './support/until';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const mount = (name: string): string => `id=e2e-build-${suffix}-${name}`;
const engine = images();

/** The id of a mount is no part of the layer's cache key: the command itself must be one of this run of the tests. */
const COUNTER = (name: string): string =>
  [
    'FROM busybox:1',
    `RUN --mount=type=cache,${mount(name)},target=/m : ${suffix}; echo x >> /m/n; wc -l < /m/n | tr -d ' ' > /count; cat /proc/sys/kernel/random/uuid > /fresh`,
    '',
  ].join('\n');

/** A project with two Dockerfiles, whose images have no names of their own. */
const PAIR = `e2e-${suffix}-pair`;

const FILES: Record<string, string> = {
  'app/project.json': JSON.stringify({
    name: 'app',
    targets: { 'docker-build': { options: { tags: [`e2e-${suffix}/app`] } } },
  }),
  'app/Dockerfile':
    'FROM busybox:1 AS build\nARG GREETING=hello\nCOPY data .\nRUN echo "$GREETING" > /out && sleep 0.3\n\nFROM busybox:1\nCOPY --from=build /out /out\n',
  'app/data': 'data',
  'app/dev.Dockerfile': 'FROM scratch\nCOPY data /dev\n',
  'pair/project.json': JSON.stringify({ name: PAIR }),
  'pair/Dockerfile': 'FROM scratch\nCOPY plain /\n',
  'pair/Dockerfile.dev': 'FROM scratch\nCOPY dev /\n',
  'pair/plain': suffix,
  'pair/dev': suffix,
  'waiting/project.json': JSON.stringify({ name: 'waiting' }),
  'waiting/Dockerfile': 'FROM busybox:1\nRUN echo started && sleep 121\n',
  'counter/project.json': JSON.stringify({
    name: 'counter',
    targets: { 'docker-build': { options: { tags: [`e2e-${suffix}/counter`] } } },
  }),
  'counter/Dockerfile': COUNTER('nx'),
  'failing/Dockerfile':
    'FROM busybox:1\nRUN echo before\nRUN echo "about to fail" && \\\n    ls /does-not-exist\n',
  'missing/Dockerfile': 'FROM busybox:1\nRUN true\nCOPY missing.txt /x\n',
  'unreachable/Dockerfile': 'FROM localhost:1/nope:1\n',
  'slow/Dockerfile': 'FROM busybox:1\nRUN echo started && sleep 120\n',
  'trigger/Dockerfile':
    'FROM busybox:1\nONBUILD RUN cat /proc/sys/kernel/random/uuid > /fresh\nCMD ["true"]\n',
  'child/Dockerfile': 'ARG BASE\nFROM $BASE\nCMD ["cat", "/fresh"]\n',
  'syntax/Dockerfile': 'FROM busybox:1\nRUN --mount=type=nonsense true\nFORM x\n',
  'empty/Dockerfile': '',
  'folder/Dockerfile/file': '',
  'long/Dockerfile': `FROM busybox:1\nRUN true ${'x'.repeat(10_000_000)}\n`,
  'My App!/Dockerfile': 'FROM scratch\nCOPY file /\n',
  'My App!/file': 'content',
  'none/file': '',
  'plain/Dockerfile': 'FROM busybox:1\nCOPY . /src\nRUN ls -R /src > /out\n',
  'plain/.dockerignore': '*.log\n',
  'plain/a.log': '',
  'whole/project.json': JSON.stringify({
    name: 'whole',
    targets: { 'docker-build': { options: { context: '.', tags: [`e2e-${suffix}/whole`] } } },
  }),
  'whole/Dockerfile': 'FROM busybox:1\nCOPY . /src\nRUN ls -R /src > /out\n',
  'whole/Dockerfile.dockerignore': '*\n!dist\n!whole\n',
};

let workspace: Workspace;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  workspace = await createWorkspace({ files: FILES });
  writeFileSync(
    join(workspace.root, 'latin1.Dockerfile'),
    Buffer.from('FROM busybox:1\nRUN echo caf\xe9\n', 'latin1'),
  );
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await engine.remove(
    `e2e-${suffix}/app`,
    `e2e-${suffix}/counter`,
    `e2e-${suffix}/cli`,
    `e2e-${suffix}/plain`,
    `e2e-${suffix}/whole`,
    `e2e-${suffix}/secret`,
    `e2e-${suffix}/dev`,
    `e2e-${suffix}/child`,
    `e2e-${suffix}/trigger`,
    `${PAIR}:latest`,
    `${PAIR}:dev`,
  );
});

const build = (args: readonly string[], env: Record<string, string> = {}): Promise<ProgramResult> =>
  workspace.command(['build', ...args], env);

interface RecordedBuild {
  readonly outcome: string;
  readonly wallMs: number;
  readonly explained: number;
  readonly cachedSteps: number;
  readonly totalSteps: number;
  readonly image: { readonly id?: string; readonly tags: readonly string[] };
  readonly retries: readonly unknown[];
  readonly steps: readonly {
    readonly name: string;
    readonly line?: number;
    readonly cached: boolean;
    readonly ownMs: number;
  }[];
}

const recordOf = (project: string): RecordedBuild =>
  JSON.parse(workspace.read(`dist/docker/${project}/build.json`)) as RecordedBuild;

describe('through Nx', () => {
  it('stores layers as it is told', async () => {
    const tag = `e2e-${suffix}/stored`;
    workspace.write(
      'stored/Dockerfile',
      'FROM busybox:1\nARG WORD\nRUN yes $WORD | head -c 30000000 > /large\n',
    );
    const sizes: number[] = [];
    for (const compression of ['gzip', 'zstd', 'uncompressed']) {
      // Another layer each time: one that is stored stays as it is.
      const built = await build([
        ...['stored', `--tag=${tag}`, `--compression=${compression}`],
        `--build-arg=WORD=${compression}-${suffix}`,
      ]);
      expect(built.exitCode === 0 ? '' : built.stderr).toBe('');
      sizes.push(Number(await engine.docker('image', 'inspect', '--format', '{{.Size}}', tag)));
    }
    await engine.remove(tag);
    const [gzip = 0, zstd = 0, uncompressed = 0] = sizes;
    expect(uncompressed - gzip).toBeGreaterThan(25_000_000);
    expect(uncompressed - zstd).toBeGreaterThan(25_000_000);
  });

  it('builds the image and records every step', async () => {
    const { exitCode, stdout } = await workspace.nx(['run', 'app:docker-build']);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/built e2e-\w+\/app:latest in [\d.]+ s, \d of 3 steps cached/),
    ]);
    expect(await engine.fileIn(`e2e-${suffix}/app`, '/out')).toBe('hello\n');
    const record = recordOf('app');
    expect(record).toMatchObject({
      schemaVersion: 2,
      outcome: 'success',
      project: 'app',
      dockerfile: 'app/Dockerfile',
      totalSteps: 3,
    });
    expect(record.image.id).toBe(await engine.id(`e2e-${suffix}/app`));
    const run = record.steps.find(({ name }) => name.includes('sleep 0.3'));
    expect(run).toMatchObject({ line: 4, kind: 'run', stage: 'build' });
    expect(workspace.read('dist/docker/app/metadata.json')).toContain('containerimage.config.digest');
  });

  it('finds every layer again, with the same image', async () => {
    const id = await engine.id(`e2e-${suffix}/app`);
    const { exitCode, stdout } = await workspace.nx(['run', 'app:docker-build', '--skip-nx-cache']);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('3 of 3 steps cached')]);
    expect(await engine.id(`e2e-${suffix}/app`)).toBe(id);
  });

  it('runs every step again with warm mounts, and keeps to the newer layers afterwards', async () => {
    const count = (): Promise<string | undefined> => engine.fileIn(`e2e-${suffix}/counter`, '/count');
    const fresh = (): Promise<string | undefined> => engine.fileIn(`e2e-${suffix}/counter`, '/fresh');
    await workspace.nx(['run', 'counter:docker-build']);
    const [firstCount, first] = [await count(), await fresh()];
    const again = await workspace.nx(['run', 'counter:docker-build:no-cache']);
    expect([again.exitCode, again.stdout + again.stderr]).toEqual([
      0,
      expect.stringContaining('0 of 1 steps cached'),
    ]);
    const [secondCount, second] = [await count(), await fresh()];
    expect([firstCount, secondCount]).toEqual(['1\n', '2\n']);
    expect(second).not.toBe(first);
    await workspace.nx(['run', 'counter:docker-build', '--skip-nx-cache']);
    expect(await fresh()).toBe(second);
    const raw = await workspace.nx(['run', 'counter:docker-build', '--rawNoCache', '--output-style=stream']);
    expect(raw.stdout + raw.stderr).toContain('empties the cache mounts');
    expect(await count()).toBe('1\n');
  });

  it.each([
    ['an option that there is not', ['--tagz=x'], /tagz/],
    ['a value of the wrong type', ['--retries=lots'], /retries/],
    ['a name that no image can have', ['--tags=UPPER'], /IMAGE_NAME_INVALID: "UPPER"[\s\S]*capital letters/],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await workspace.nx(['run', 'app:docker-build', ...args]);
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toMatch(message);
  });
});

describe('through Nx, further', () => {
  it('builds a variant beside the plain Dockerfile, with a record of its own', async () => {
    const { exitCode } = await workspace.nx(['run', 'app:docker-build-dev', `--tags=e2e-${suffix}/dev`]);
    expect(exitCode).toBe(0);
    expect(recordOf('app/docker-build-dev')).toMatchObject({
      dockerfile: 'app/dev.Dockerfile',
      target: 'docker-build-dev',
    });
  });

  it('names the image of a variant after it: neither build takes the name of the other, and both are hits', async () => {
    const build = () =>
      workspace.nx(['run-many', '--targets=docker-build,docker-build-dev', `--projects=${PAIR}`]);
    for (let round = 0; round < 2; round += 1) expect((await build()).exitCode).toBe(0);
    const [plain, dev] = [await engine.id(`${PAIR}:latest`), await engine.id(`${PAIR}:dev`)];
    expect(plain).not.toBe(dev);
    const { stdout } = await build();
    expect(stdout).toContain('2 out of 2 tasks');
    expect([await engine.id(`${PAIR}:latest`), await engine.id(`${PAIR}:dev`)]).toEqual([plain, dev]);
  });

  it('stops at Ctrl-C and leaves no record', async () => {
    const nx = startProgram('npx', ['nx', 'run', 'waiting:docker-build', '--output-style=stream'], {
      cwd: workspace.root,
      detached: true,
      env: { NX_DAEMON: 'false', NX_TUI: 'false', HOME: workspace.home },
    });
    await untilPrinted(nx, /\| started/);
    process.kill(-nx.child.pid!, 'SIGINT');
    expect(await nx.end).not.toBe(0);
    await until('the RUN has ended', () => !isRunning('sleep 121'));
    expect(existsSync(join(workspace.root, 'dist/docker/waiting'))).toBe(false);
  });

  function isRunning(command: string): boolean {
    return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').includes(command);
  }
});

describe('what a build writes down about itself', () => {
  const stepsOf = (text: string): readonly boolean[] =>
    (JSON.parse(text) as { readonly steps: readonly { name: string; cached: boolean }[] }).steps
      .filter(({ name }) => /\] (?:COPY|RUN)/.test(name))
      .map(({ cached }) => cached);

  it('is no part of the context of the next one', async () => {
    const tag = `e2e-${suffix}/plain`;
    const once = async (): Promise<string> => {
      const words = [program(workspace), 'build', '.', `--tag=${tag}`, '--json'];
      const inFolder = 'cd plain && exec "$0" "$@"';
      const { exitCode, stdout } = await workspace.run('sh', ['-c', inFolder, process.execPath, ...words]);
      expect(exitCode).toBe(0);
      return stdout;
    };
    expect(stepsOf(await once())).toEqual([false, false]);
    const id = await engine.id(tag);
    expect(existsSync(join(workspace.root, 'plain/dist/docker/plain/build.json'))).toBe(true);
    expect(stepsOf(await once())).toEqual([true, true]);
    expect(await engine.id(tag)).toBe(id);
    const listed = await engine.fileIn(tag, '/out');
    expect([listed?.includes('Dockerfile'), listed?.includes('a.log')]).toEqual([true, false]);
    expect(listed).not.toContain('build.json');
  });

  it('is none of the workspace either, alone and together with others', async () => {
    const nxBuild = async (...args: readonly string[]): Promise<readonly boolean[]> => {
      const { exitCode } = await workspace.nx([...args, '--skip-nx-cache']);
      expect(exitCode).toBe(0);
      return stepsOf(workspace.read('dist/docker/whole/build.json'));
    };
    expect(await nxBuild('run', 'whole:docker-build')).toEqual([false, false]);
    expect(await nxBuild('run', 'whole:docker-build')).toEqual([true, true]);
    expect(await nxBuild('run-many', '-t', 'docker-build', '-p', 'whole,app', '--batch')).toEqual([
      true,
      true,
    ]);
    expect(workspace.read('dist/docker/whole/build.json')).toContain('"together": 2');
    expect(await engine.fileIn(`e2e-${suffix}/whole`, '/out')).not.toContain('build.json');
  });
});

describe('without Nx', () => {
  it('runs the ONBUILD triggers of the base image again without cache', async () => {
    const tag = (name: string): string => `--tag=e2e-${suffix}/${name}`;
    await build(['trigger', tag('trigger')]);
    await build(['child', tag('child'), `--build-arg=BASE=e2e-${suffix}/trigger`]);
    const fresh = (): Promise<string | undefined> => engine.fileIn(`e2e-${suffix}/child`, '/fresh');
    const first = await fresh();
    await build(['child', tag('child'), `--build-arg=BASE=e2e-${suffix}/trigger`, '--no-cache']);
    expect(first).toMatch(/^[\w-]{36}\n$/);
    expect(await fresh()).toMatch(/^[\w-]{36}\n$/);
    expect(await fresh()).not.toBe(first);
  });

  it('builds a folder and prints the record', async () => {
    const { exitCode, stdout, stderr } = await build([
      'app',
      `--tag=e2e-${suffix}/cli`,
      '--build-arg=GREETING=a,b',
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'success',
      target: 'build',
      image: { tags: [`e2e-${suffix}/cli:latest`] },
    });
    expect(stderr).toContain('RUN echo "a,b" > /out');
    expect(await engine.fileIn(`e2e-${suffix}/cli`, '/out')).toBe('a,b\n');
  });

  it('explains most of the time of a longer build', async () => {
    await build(['app', `--tag=e2e-${suffix}/cli`, `--build-arg=GREETING=${randomUUID()}`]);
    const record = recordOf('app');
    expect(record.explained).toBeGreaterThan(0.4);
    expect(record.steps.find(({ name }) => name.includes('sleep 0.3'))?.ownMs).toBeGreaterThan(300);
  });

  it('makes a name that images allow, and says so', async () => {
    const { exitCode, stdout, stderr } = await build(['My App!', '--load=false']);
    expect([exitCode, stderr, stdout]).toEqual([
      0,
      expect.stringContaining('the image is named my-app'),
      expect.stringContaining('built my-app:latest'),
    ]);
  });

  it('writes no value of a build argument that looks secret', async () => {
    const { stdout, stderr } = await build([
      'app',
      `--tag=e2e-${suffix}/secret`,
      '--build-arg=MY_TOKEN=hunter2hunter2',
      '--build-arg=GREETING=hunter2hunter2',
      '--verbose',
    ]);
    expect(stdout + stderr + workspace.read('dist/docker/app/build.json')).not.toContain('hunter2');
  });
});

describe('a build that fails', () => {
  it('shows the step, its last lines and its place, and exits with 1', async () => {
    const { exitCode, stderr } = await build(['failing']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('  | ls: /does-not-exist: No such file or directory');
    expect(stderr).toContain('failing/Dockerfile:3\n');
    expect(stderr).toContain('> 3 | RUN echo "about to fail" && \\\n> 4 |     ls /does-not-exist\n');
    expect(stderr).toContain('BUILD_FAILED: a step ended with exit code 1 (failing/Dockerfile:3)');
    expect(recordOf('failing')).toMatchObject({ outcome: 'failure' });
    expect(existsSync(join(workspace.root, 'dist/docker/failing/metadata.json'))).toBe(false);
  });

  it.each([
    [
      'a COPY source that is missing',
      ['missing'],
      1,
      'CONTEXT_FILE_MISSING: the build context has no missing.txt (missing/Dockerfile:3)',
    ],
    ['an instruction that there is not', ['syntax'], 1, 'DOCKERFILE_SYNTAX'],
    [
      'a base image whose registry is not there',
      ['unreachable'],
      1,
      'IMAGE_NOT_FETCHED: the base image localhost:1/nope:1 is not on this machine and its registry cannot be reached',
    ],
    [
      'an argument that docker does not know',
      ['app', '--', '--bogus-flag'],
      2,
      'OPTION_UNKNOWN: docker buildx build has no option --bogus-flag (app)',
    ],
    [
      'an empty Dockerfile',
      ['empty'],
      1,
      'DOCKERFILE_SYNTAX: the Dockerfile cannot be read (empty/Dockerfile:1:1)',
    ],
    ['a line of 10 MB', ['long'], 1, 'DOCKERFILE_SYNTAX'],
    ['a Dockerfile that is a folder', ['folder'], 2, 'DOCKERFILE_IS_DIRECTORY'],
    ['a Dockerfile in Latin 1', ['app', '--file=latin1.Dockerfile'], 2, 'DOCKERFILE_NOT_UTF8'],
    [
      'a folder without Dockerfile',
      ['none'],
      2,
      'DOCKERFILE_MISSING: none has no Dockerfile (none/Dockerfile)',
    ],
    ['a folder that is not there', ['nowhere'], 2, 'CONTEXT_MISSING: the build context is no folder'],
    ['a name that no image can have', ['app', '--tag=a b'], 2, 'IMAGE_NAME_INVALID'],
    ['an option that there is not', ['app', '--taggg=x'], 2, 'OPTION_UNKNOWN'],
    [
      'a flag in place of a value',
      ['app', '--target', '--push'],
      1,
      'target stage "--push" could not be found',
    ],
  ])('by %s says so', async (_, args, exitCode, message) => {
    const result = await build(args);
    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(message)]);
    expect(result.stderr).toContain('  next: ');
  });

  it('because no engine answers says so', async () => {
    const { exitCode, stderr } = await build(['app'], { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('ENGINE_UNREACHABLE')]);
  });

  it('because docker is not installed says so', async () => {
    const { exitCode, stderr } = await build(['app'], { PATH: scratchFolder('empty-path') });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('DOCKER_NOT_INSTALLED')]);
  });
});

describe('the transient export failure of the engine', () => {
  /** A docker that fails as the engine sometimes does, so many times; the real fault cannot be made at will. */
  function faultyDocker(times: number): Record<string, string> {
    const folder = scratchFolder('faulty-docker', randomUUID());
    const path = process.env['PATH'] ?? '';
    const real =
      path
        .split(delimiter)
        .map((each) => join(each, 'docker'))
        .find((each) => existsSync(each)) ?? 'docker';
    const script = [
      '#!/bin/sh',
      `n=$(ls '${folder}' | grep -c '^fault')`,
      `case "$*" in "buildx build"*) if [ "$n" -lt ${times} ]; then touch "${folder}/fault$n"`,
      `echo 'ERROR: failed to build: failed to solve: failed to prepare extraction snapshot "extract-1 sha256:a": parent snapshot sha256:b does not exist: not found' >&2; exit 1; fi;; esac`,
      `exec '${real}' "$@"`,
    ];
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/docker'), `${script.join('\n')}\n`);
    chmodSync(join(folder, 'bin/docker'), 0o755);
    return { PATH: [join(folder, 'bin'), path].join(delimiter) };
  }

  it.each([1, 2])('is retried %i times, said and counted', async (times) => {
    const { exitCode, stdout, stderr } = await build(['app', `--tag=e2e-${suffix}/cli`], faultyDocker(times));
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(times === 1 ? '1 retry' : '2 retries')]);
    expect(stderr).toContain('building again: failed to prepare extraction snapshot');
    expect(recordOf('app').retries).toHaveLength(times);
  });

  it.each([
    ['at most twice', ['--retries=5'], 3],
    ['not at all when asked so', ['--retries=0'], 1],
  ])('is retried %s', async (_, args, times) => {
    const { exitCode, stderr } = await build(
      ['app', `--tag=e2e-${suffix}/cli`, ...args],
      faultyDocker(times),
    );
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining('BUILD_FAILED: the engine could not store the image'),
    ]);
  });
});

describe('a build that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends, and leaves nothing behind', async (signal) => {
    const temporary = scratchFolder('interrupted', randomUUID());
    const running = startProgram(process.execPath, [program(workspace), 'build', 'slow', '--no-cache'], {
      cwd: workspace.root,
      env: { TMPDIR: temporary },
    });
    await untilPrinted(running, /\| started/);
    const from = Date.now();
    running.child.kill(signal);
    expect(await running.end).toBe(1);
    // The RUN takes 120 s: it was not waited for.
    expect(Date.now() - from).toBeLessThan(100_000);
    expect(running.output()).toContain('BUILD_INTERRUPTED');
    expect(existsSync(join(workspace.root, 'dist/docker/slow'))).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
