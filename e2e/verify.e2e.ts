import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { program } from './support/command-line';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import type { ProgramResult } from './support/run-program';
import { startProgram, untilPrinted } from './support/running-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const engine = images();
const suffix = randomUUID().slice(0, 8);

const BASE = [
  'FROM busybox:1',
  'ENV A=1',
  'RUN mkdir -p /x && echo 1 > /x/f && echo 1 > /x/g',
  'USER daemon',
];
/** Other suites compare images at the same time: those of this one have a label of their own. */
const LABEL = `e2e-verify=${suffix}`;
const dockerfile = (lines: readonly string[]): string => `${[...lines, `LABEL ${LABEL}`].join('\n')}\n`;
const withRun = (command: string): string =>
  dockerfile([...BASE.slice(0, 3), `RUN ${command}`, ...BASE.slice(3)]);

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  await Promise.all([ensureBaseImage('busybox:1'), ensureBaseImage('python:3.11-slim')]);
  index = await packageIndex();
  workspace = await createWorkspace({
    pluginsInProcess: true,
    files: {
      'app/project.json': {
        name: 'app',
        targets: { 'docker-verify': { executor: 'nx-docker-cache:verify' } },
      },
      'app/Dockerfile': dockerfile(BASE),
      'app/data': 'data',
      'broken/Dockerfile': dockerfile([...BASE, 'RUN false']),
      'broken/other': dockerfile(BASE),
      'slow/Dockerfile': dockerfile(['FROM busybox:1', `RUN echo started ${suffix} && sleep 120`]),
      'slow/old': dockerfile(BASE),
      'pip/requirements.txt': 'click\nmarkupsafe\n',
      'pip/Dockerfile': dockerfile([
        'FROM python:3.11-slim',
        'ARG PIP_INDEX_URL',
        'ARG PIP_TRUSTED_HOST',
        'WORKDIR /app',
        'COPY . .',
        `RUN pip install --no-cache-dir -r requirements.txt && : ${suffix}`,
      ]),
    },
  });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await index.close();
  expect(await imagesLeft()).toEqual([]);
});

const verify = (...args: readonly string[]): Promise<ProgramResult> => workspace.command(['verify', ...args]);

async function imagesLeft(): Promise<readonly string[]> {
  const listed = await engine.docker('image', 'ls', '--quiet', '--filter', `label=${LABEL}`);
  return listed.split('\n').filter((line) => line !== '');
}

interface Report {
  readonly outcome: string;
  readonly unexpected: readonly { readonly name: string; readonly property?: string }[];
  readonly expected: readonly { readonly code: string; readonly count: number }[];
}

/** Compares the Dockerfile with a changed one. */
async function compared(
  after: string,
  ...args: readonly string[]
): Promise<Report & { readonly exitCode: number }> {
  workspace.write('app/after', after);
  const { exitCode, stdout } = await verify(
    'app',
    '--file=app/after',
    '--before-file=app/Dockerfile',
    '--json',
    ...args,
  );
  return { exitCode, ...(JSON.parse(stdout) as Report) };
}

const DIFFERENCES: readonly (readonly [string, string, string])[] = [
  ['a mode', withRun('chmod 4755 /x/f'), '/x/f mode'],
  ['an owner', withRun('chown 7:8 /x/f'), '/x/f owner'],
  ['a content', withRun('echo 2 > /x/f'), '/x/f content'],
  ['a file that is missing', withRun('rm /x/f'), '/x/f presence'],
  ['a file that is new', withRun('touch /x/h'), '/x/h presence'],
  ['a type', withRun('rm /x/f && mkdir /x/f'), '/x/f type'],
  ['a hard link', dockerfile(BASE).replace('echo 1 > /x/g', 'ln /x/f /x/g'), '/x/g hard links'],
  ['a variable', dockerfile(BASE).replace('A=1', 'A=2'), 'env A'],
  ['a user', dockerfile(BASE.slice(0, 3)), 'user'],
  ['an entrypoint', dockerfile([...BASE, 'ENTRYPOINT ["sh"]', 'CMD ["sh"]']), 'entrypoint'],
];

/** Every kind has its unit table (image-diff); the usual run tries one of files and one of the configuration. */
const TRIED = IS_FULL ? DIFFERENCES : [DIFFERENCES[0], DIFFERENCES[7]];

describe('two images', () => {
  it('that other commands make the same are the same', async () => {
    // A time of its own: two builds may well write their files within one second.
    const after = withRun(':').replace('echo 1 > /x/f', 'printf "1\\n" > /x/f && touch -t 200101010000 /x/f');
    expect(await compared(after)).toMatchObject({
      exitCode: 0,
      outcome: 'same',
      unexpected: [],
      expected: expect.arrayContaining([expect.objectContaining({ code: 'timestamps' })]) as unknown,
    });
  });

  it.each(TRIED.filter((each) => each !== undefined))(
    'that differ in %s are different',
    async (_, after, difference) => {
      const { exitCode, unexpected } = await compared(after);
      const names = unexpected.map(({ name, property }) => (property ? `${name} ${property}` : name));
      expect([exitCode, names]).toEqual([1, [difference]]);
    },
  );

  it('are the same but for what the user expects', async () => {
    const report = await compared(withRun('echo 2 > /x/f'), '--expect=/x/*');
    expect([report.exitCode, report.expected.map(({ code }) => code)]).toEqual([
      0,
      expect.arrayContaining(['named-by-you']),
    ]);
  });

  it('lose a cache to a mount, and nothing else', async () => {
    const fill = (flag: string): string =>
      dockerfile([
        'FROM busybox:1',
        `RUN ${flag}mkdir -p /root/.cache/pip/http-v2 && touch /root/.cache/pip/http-v2/a`,
      ]);
    workspace.write('app/cache-before', fill(''));
    workspace.write(
      'app/cache-after',
      fill(`--mount=type=cache,id=e2e-verify-${suffix},target=/root/.cache/pip `),
    );
    const { stdout } = await verify(
      'app',
      '--file=app/cache-after',
      '--before-file=app/cache-before',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'same',
      unexpected: [],
      expected: expect.arrayContaining([expect.objectContaining({ code: 'cache-in-mount' })]) as unknown,
    });
  });
});

describe('before and after', () => {
  it('are the last commit and the working tree, also through Nx', async () => {
    const same = await workspace.nx(['run', 'app:docker-verify']);
    expect([same.exitCode, same.stdout]).toEqual([0, expect.stringContaining('have the same text')]);
    workspace.write('app/Dockerfile', withRun('chmod 600 /x/f'));
    const { exitCode, stdout } = await workspace.nx(['run', 'app:docker-verify']);
    workspace.write('app/Dockerfile', dockerfile(BASE));
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain('f  mode 0644 → 0600');
    expect(stdout).toContain('different: app/Dockerfile of HEAD and app/Dockerfile');
  });

  it('are the working tree and the upgrade that is not written yet', async () => {
    const text = workspace.read('pip/Dockerfile');
    const { exitCode, stdout, stderr } = await verify('pip', '--planned', ...index.pipFlags);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining('same: pip/Dockerfile and pip/Dockerfile as upgraded'),
    ]);
    expect(stdout).toContain('python-bytecode');
    expect(stderr).toContain('--mount=type=cache,target=/root/.cache/pip');
    expect(workspace.read('pip/Dockerfile')).toBe(text);
  });
});

describe('without a verdict', () => {
  it.each([
    ['a revision that there is not', ['app', '--before-ref=nope'], 2, 'BEFORE_MISSING'],
    ['two befores', ['app', '--before-ref=HEAD', '--before-file=x'], 2, 'OPTION_TYPE'],
    ['an option of git for a revision', ['app', '--before-ref=--output=x'], 2, 'OPTION_TYPE'],
    ['a build that fails', ['broken', '--before-file=broken/other'], 1, 'BUILD_FAILED'],
  ])('because of %s it says so', async (_, args, exitCode, message) => {
    const result = await verify(...args);
    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(message)]);
  });

  it('because no engine answers it says so', async () => {
    workspace.write('app/after', withRun('true'));
    const { exitCode, stderr } = await workspace.command(['verify', 'app', '--before-file=app/after'], {
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('ENGINE_UNREACHABLE')]);
  });

  it('because of Ctrl-C it leaves no image behind', async () => {
    const words = [program(workspace), 'verify', 'slow', '--before-file=slow/old'];
    const running = startProgram(process.execPath, words, { cwd: workspace.root });
    await untilPrinted(running, new RegExp(`\\| started ${suffix}`));
    running.child.kill('SIGINT');
    expect([await running.end, running.output()]).toEqual([1, expect.stringContaining('BUILD_INTERRUPTED')]);
    expect(await imagesLeft()).toEqual([]);
  });
});
