import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readHistory } from '../packages/nx-docker-cache/src/timing/history/lines';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { privateEngine, type PrivateEngine } from '../tools/engine/ensure-engine';
import { replaceMarked } from '../tools/marked-text';
import { repositoryRoot } from '../tools/repository-root';
import { program } from './support/command-line';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { startRegistry } from './support/registry';
import type { ProgramResult } from './support/run-program';
import { startProgram, untilPrinted, type RunningProgram } from './support/running-program';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const PAGE = 'docs/reliability.md';
const suffix = randomUUID().slice(0, 8);
const named = (name: string): string => `e2e-faults-${suffix}-${name}`;

const PIP = [
  'FROM python:3.11-slim',
  'ARG PIP_INDEX_URL',
  'ARG PIP_TRUSTED_HOST',
  'ENV PIP_RETRIES=2',
  'ARG TRY',
  `RUN --mount=type=cache,id=${named('pip')},target=/root/.cache/pip pip install docopt==0.6.2 click==8.1.8`,
  '',
].join('\n');
const DEEP = Array.from({ length: 12 }, (_, level) => `${level}`.repeat(20)).join('/');

const FILES = {
  'app/Dockerfile':
    'FROM busybox:1\nARG GREETING=hello\nRUN --mount=type=cache,target=/m echo "$GREETING" | tee /out\n',
  'slow/Dockerfile': 'FROM busybox:1\nRUN echo started && sleep 120\n',
  'large/Dockerfile': 'FROM busybox:1\nARG TRY\nRUN dd if=/dev/urandom of=/big bs=1M count=400\n',
  'filling/Dockerfile': 'FROM busybox:1\nRUN dd if=/dev/zero of=/big bs=1M count=2000\n',
  'pip/Dockerfile': PIP,
  'pip/project.json': { name: 'pip' },
  'breaking/Dockerfile': `FROM python:3.11-slim\nARG TRY\nRUN --mount=type=cache,id=${named('pip')},target=/root/.cache/pip find /root/.cache/pip -name '*.whl' | while read -r file; do head -c 100 "$file" > /cut && cat /cut > "$file"; done && find /root/.cache/pip -name '*.whl' | grep .\n`,
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      `many${index}/Dockerfile`,
      `FROM busybox:1\nRUN --mount=type=cache,id=${named('many')},target=/m echo ${index} > /m/${index} && sleep 1 && cat /m/${index} > /out\n`,
    ]),
  ),
  [`${DEEP}/Dockerfile`]: 'FROM busybox:1\nCOPY file /file\n',
  [`${DEEP}/file`]: 'deep',
  'mit Leerzeichen und Ümläut ✓/Dockerfile': 'FROM busybox:1\nCOPY ["eine Datei", "/file"]\n',
  'mit Leerzeichen und Ümläut ✓/eine Datei': 'spaces',
};

let workspace: Workspace;
let engine: PrivateEngine;
let index: PackageIndex;
/** Each fault with what came of it, in words. */
const outcomes: [string, string][] = [];

beforeAll(async () => {
  for (const base of ['busybox:1', 'python:3.11-slim']) await ensureBaseImage(base);
  engine = await privateEngine({ suite: 'sid', stateDir: scratchFolder('faults-engine', suffix) });
  await ensureBaseImage('busybox:1', engine.env);
  await images(engine.env).docker('volume', 'create', 'foreign');
  index = await packageIndex();
  workspace = await createWorkspace({ files: FILES });
}, 900_000);

afterAll(async () => {
  await index.close();
  await engine.remove();
  await images().remove(named('pip'), named('breaking'));
  await workspace.dispose();
});

type Variables = Readonly<Record<string, string | undefined>>;

const command = (args: readonly string[], env: Variables = {}): Promise<ProgramResult> =>
  workspace.command(args, env);
const build = (args: readonly string[], env: Variables = {}): Promise<ProgramResult> =>
  command(['build', ...args], { ...engine.env, ...env });

/** The exit code and the code of the error, as they are told. */
const endOf = ({ exitCode, stderr }: ProgramResult): string =>
  exitCode === 0 ? 'builds' : `exit ${exitCode}, ${/^([A-Z_]{8,}): /m.exec(stderr)?.[1] ?? 'no code'}`;

/** A test whose outcome stands in the page, after which nothing is lost. */
function fault(name: string, happen: () => Promise<string>): void {
  it(name, async () => {
    outcomes.push([name, await happen()]);
    expect(await workspace.git('diff', '--stat')).toBe('');
    for (const file of historyFiles(workspace.root).concat(historyFiles(workspace.home)))
      expect(readHistory([readFileSync(file, 'utf8')])).toMatchObject({ unreadable: 0, later: 0 });
  });
}

function historyFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith('history.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'));
}

async function buildsAgain(folder = 'app'): Promise<string> {
  const next = await build([folder]);
  expect([next.exitCode, next.exitCode === 0 ? '' : next.stderr]).toEqual([0, '']);
  return 'the next build works';
}

function start(args: readonly string[], env: Variables = {}): RunningProgram {
  return startProgram(process.execPath, [program(workspace), 'build', ...args], {
    cwd: workspace.root,
    env: { HOME: workspace.home, ...engine.env, ...env },
  });
}

describe('the engine', () => {
  fault('no engine answers', async () =>
    endOf(await build(['app'], { DOCKER_HOST: 'unix:///nowhere.sock' })),
  );

  const killed = async (folder: string, phase: RegExp): Promise<string> => {
    const running = start([folder, `--build-arg=TRY=${randomUUID()}`]);
    await untilPrinted(running, phase);
    engine.kill();
    const exitCode = await running.end;
    const code = /^([A-Z_]{8,}): /m.exec(running.output())?.[1] ?? 'no code';
    expect(JSON.parse(workspace.read(`dist/docker/${folder}/build.json`))).toMatchObject({
      outcome: 'failure',
    });
    await engine.start();
    const next = await buildsAgain();
    expect(await images(engine.env).docker('volume', 'ls', '--quiet')).toContain('foreign');
    return `exit ${exitCode ?? 'none'}, ${code}; ${next}`;
  };
  fault('the engine is killed during a RUN', () => killed('slow', /\| started/));
  fault('the engine is killed during a pull', async () => {
    const folder = scratchFolder('faults-registry', suffix);
    const registry = await startRegistry(join(engine.layout.root, 'usr/bin/docker-registry'), folder);
    try {
      const own = images(engine.env);
      const base = `${registry.host}/base:1`;
      expect((await build(['large', `--tag=${base}`])).exitCode).toBe(0);
      await own.docker('push', '--quiet', base);
      await own.remove(base);
      await own.docker('buildx', 'prune', '--all', '--force');
      workspace.write('pulling/Dockerfile', `FROM ${base}\nRUN true\n`);
      return await killed('pulling', /FROM \S+\/base:1/);
    } finally {
      registry.stop();
      workspace.remove('pulling');
      rmSync(folder, { recursive: true, force: true });
    }
  });
  fault('the engine is killed during the export', () => killed('large', /exporting to image/));

  fault('the disk of the engine is full', async () => {
    const folder = scratchFolder('faults', `disk-${suffix}`);
    const [file, mountPoint] = [join(folder, 'disk.ext4'), join(folder, 'mounted')];
    mkdirSync(mountPoint);
    execFileSync('truncate', ['-s', '160M', file]);
    execFileSync('mkfs.ext4', ['-q', '-F', file]);
    execFileSync('mount', ['-o', 'loop', file, mountPoint]);
    try {
      const small = await privateEngine({
        suite: 'sid',
        stateDir: scratchFolder('faults', `small-${suffix}`),
        dataRoot: join(mountPoint, 'data'),
      });
      try {
        await ensureBaseImage('busybox:1', small.env);
        expect(await build(['app', '--tag=kept'], small.env)).toMatchObject({ exitCode: 0 });
        const id = await images(small.env).id('kept');
        const end = endOf(await build(['filling', '--tag=kept'], small.env));
        expect(await images(small.env).id('kept')).toBe(id);
        return `${end}; the image of before stays`;
      } finally {
        await small.remove();
      }
    } finally {
      execFileSync('umount', ['--lazy', mountPoint]);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  fault('a registry that shall take the cache is not there', async () =>
    endOf(await build(['app', '--cache-to=type=registry,ref=localhost:1/none:cache'])),
  );
  fault('the same with ignore-error=true', async () =>
    endOf(await build(['app', '--cache-to=type=registry,ref=localhost:1/none:cache,ignore-error=true'])),
  );
});

describe('signals', () => {
  const interrupted = async (
    signal: NodeJS.Signals,
    folder: string,
    phase: RegExp | undefined,
  ): Promise<string> => {
    const temporary = scratchFolder('interrupted', randomUUID());
    const running = start([folder, '--no-cache', `--build-arg=TRY=${randomUUID()}`], { TMPDIR: temporary });
    if (phase === undefined) await sleep(250);
    else await untilPrinted(running, phase);
    running.child.kill(signal);
    const exitCode = await running.end;
    expect(readdirSync(temporary)).toEqual([]);
    const code = /^([A-Z_]{8,}): /m.exec(running.output())?.[1] ?? 'no code';
    return `exit ${exitCode ?? 'by the signal'}, ${code}; nothing is left behind; ${await buildsAgain()}`;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    fault(`${signal} during a RUN`, () => interrupted(signal, 'slow', /\| started/));
    fault(`${signal} during the export`, () => interrupted(signal, 'large', /exporting to image/));
  }
});

describe('the package index', () => {
  const tag = `--tag=${named('pip')}`;
  const install = (attempt: string): Promise<ProgramResult> =>
    command(['build', 'pip', tag, `--build-arg=TRY=${attempt}`, ...index.pipFlags]);
  const recovered = async (): Promise<string> => {
    index.proxy.setFaults([]);
    const next = await install(randomUUID());
    expect([next.exitCode, next.exitCode === 0 ? '' : next.stderr]).toEqual([0, '']);
    return 'the next build works';
  };

  fault('the connection is cut in the middle of a download, each time', async () => {
    index.proxy.setFaults([{ fault: { kind: 'cut', afterBytes: 5_000 }, match: '/files/' }]);
    return `${endOf(await install('cut'))}; ${await recovered()}`;
  });
  fault('the index is slow', async () => {
    index.proxy.setFaults([{ fault: { kind: 'slow', rate: '400kbit' } }]);
    return `${endOf(await install('slow'))}; ${await recovered()}`;
  });
  fault('the index answers 500', async () => {
    index.proxy.setFaults([{ fault: { kind: 'status', status: 500 } }]);
    return `${endOf(await install('500'))}; ${await recovered()}`;
  });
  fault('a wheel in the cache mount is cut off', async () => {
    expect(
      await command(['build', 'breaking', `--tag=${named('breaking')}`, `--build-arg=TRY=${suffix}`]),
    ).toMatchObject({
      exitCode: 0,
    });
    const damaged = await install('damaged');
    if (damaged.exitCode === 0) return 'builds: pip does not use it';
    expect(damaged.stderr).toContain('docker-prune');
    const cleared = await command(['clear-cache', 'pip', '--tool=pip']);
    expect([cleared.exitCode, cleared.exitCode === 0 ? '' : cleared.stderr]).toEqual([0, '']);
    return `${endOf(damaged)}, and the next step names docker-prune; after it ${await recovered()}`;
  });
});

describe('many at once', () => {
  fault('eight builds at once in one mount', async () => {
    const folders = Array.from({ length: 8 }, (_, index) => `many${index}`);
    const ends = await Promise.all(folders.map((folder) => build([folder, `--tag=${folder}`])));
    for (const [index, folder] of folders.entries())
      expect(await images(engine.env).fileIn(folder, '/out')).toBe(`${index}\n`);
    return [...new Set(ends.map(endOf))].join(', ');
  });
  fault('two builds of one project at once', async () => {
    const ends = await Promise.all(['x', 'y'].map((word) => build(['app', `--build-arg=GREETING=${word}`])));
    expect(['success', 'failure']).toContain(
      (JSON.parse(workspace.read('dist/docker/app/build.json')) as { readonly outcome: string }).outcome,
    );
    return [...new Set(ends.map(endOf))].join(', ');
  });
});

describe('the machine', () => {
  const dist = (): string => join(workspace.root, 'dist');
  const mounted = async (
    folder: string,
    args: readonly string[],
    happen: () => Promise<string>,
  ): Promise<string> => {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', [...args, folder]);
    try {
      return await happen();
    } finally {
      execFileSync('umount', [folder]);
    }
  };

  fault('the disk of the workspace is full', async () => {
    const full = ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs'];
    const end = await mounted(join(dist(), 'docker', 'app'), full, async () => {
      writeFileSync(join(dist(), 'docker', 'app', 'filler'), 'x'.repeat(4096));
      return endOf(await build(['app']));
    });
    return `${end}; ${await buildsAgain()}`;
  });
  fault('the folder for records is read-only', async () => {
    const end = await mounted(dist(), ['-t', 'tmpfs', '-o', 'ro', 'tmpfs'], async () =>
      endOf(await build(['app'])),
    );
    return `${end}; ${await buildsAgain()}`;
  });
  fault('the home is read-only', async () => {
    const home = scratchFolder('read-only-home', suffix);
    return mounted(home, ['-t', 'tmpfs', '-o', 'ro', 'tmpfs'], async () =>
      endOf(await build(['app'], { HOME: home })),
    );
  });
  fault('HOME is not set', async () => endOf(await build(['app'], { HOME: undefined })));
  fault('the clock goes back by a day between two builds', async () => {
    const shift = join(workspace.home, 'clock-back.cjs');
    writeFileSync(shift, 'const now = Date.now; Date.now = () => now() - 86_400_000;\n');
    const end = endOf(await build(['app'], { NODE_OPTIONS: `--require=${shift}` }));
    return `${end}; ${await buildsAgain()}`;
  });
  fault('a path of more than 250 characters', async () => {
    const end = endOf(await build([DEEP, '--tag=deep']));
    expect(await images(engine.env).fileIn('deep', '/file')).toBe('deep');
    return end;
  });
  fault('a path with spaces and letters of other alphabets', async () => {
    const end = endOf(await build(['mit Leerzeichen und Ümläut ✓', '--tag=spaces']));
    expect(await images(engine.env).fileIn('spaces', '/file')).toBe('spaces');
    return end;
  });
});

it('the page tells every outcome as it was', () => {
  const table = [
    '| fault | outcome |',
    '| --- | --- |',
    ...outcomes.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  console.log(table);
  const file = join(repositoryRoot, PAGE);
  const page = readFileSync(file, 'utf8');
  if (process.env['NX_DOCKER_CACHE_RECORD'] === undefined) {
    expect(rowsOf(page)).toEqual(outcomes);
    return;
  }
  writeFileSync(file, replaceMarked(page, 'faults', table));
  execFileSync(process.execPath, [require.resolve('prettier/bin/prettier.cjs'), '--write', file]);
});

/** The cells of the page's table without its head. */
function rowsOf(page: string): string[][] {
  const table = /<!-- measured:faults -->([^]*)<!-- \/measured:faults -->/.exec(page)?.[1] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
