import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { privateEngine } from '../tools/engine/ensure-engine';
import type { Images } from './support/images';
import { startOwnEngine, type OwnEngine } from './support/own-engine';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);

type Files = Readonly<Record<string, string>>;

interface ExplainedStep {
  readonly kind: string;
  readonly line?: number;
  readonly cached: boolean;
  readonly explanation?: {
    readonly cause: { readonly kind: string; readonly files?: readonly { readonly path: string }[] };
  };
}

/** A build, something that changes, and the same build again: why which line ran. */
interface Situation {
  readonly files: Files;
  /** Changed, new, or removed (`undefined`). */
  readonly change: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  readonly argsAfter?: readonly string[];
  /** What has to be there before the first build. */
  readonly before?: () => Promise<void>;
  /** What else is done between the builds, in the project's folder. */
  readonly between?: (folder: string) => Promise<void> | void;
  /** By line of the Dockerfile: the kind of the cause, and the file where it is one. Nothing else may have run. */
  readonly causes: Readonly<Record<number, string>>;
}

/** Every Dockerfile here is one of its own: the layers of another run of the tests must not be found. */
const own = (name: string, lines: readonly string[]): string =>
  [`FROM busybox:1 AS base`, `RUN : ${suffix} ${name}`, ...lines, ''].join('\n');

/** An image of its own, which a build finds under a name that moves. */
const BASE = `e2e-explain-base-${suffix}`;

async function makeBase(content: string): Promise<void> {
  const folder = join(workspace.root, 'base-image');
  write('base-image', { Dockerfile: 'FROM scratch\nCOPY --from=busybox:1 / /\nCOPY content /\n', content });
  await engine.docker('build', '--quiet', '--provenance=false', '--tag', BASE, folder);
}

/** What the collector does to a step that nobody has used for long: its record goes. */
async function evict(command: string): Promise<void> {
  await engine.remove(`e2e-explain-${suffix}`);
  const records = (await engine.docker('buildx', 'du', '--format', 'json')).trim().split('\n');
  const found = records
    .map((line) => JSON.parse(line) as { readonly ID: string; readonly Description?: string })
    .filter(({ Description = '' }) => Description.includes(command));
  expect(found).not.toEqual([]);
  for (const { ID } of found) await engine.docker('buildx', 'prune', '--force', '--filter', `id=${ID}`);
}

const COPIES = (name: string): Files => ({
  Dockerfile: own(name, [
    'COPY requirements.txt .',
    'RUN cat requirements.txt',
    'COPY . /src',
    'RUN ls /src',
  ]),
  'requirements.txt': 'flask==2.0\n',
  'src/a': 'a',
});

const SITUATIONS: Readonly<Record<string, Situation>> = {
  nothing: { files: COPIES('nothing'), change: {}, causes: {} },
  'a file': {
    files: COPIES('file'),
    change: { 'src/a': 'b' },
    causes: { 5: 'file-changed src/a', 6: 'step-above-ran' },
  },
  'a new file': {
    files: COPIES('new'),
    change: { 'src/b': 'b' },
    causes: { 5: 'file-changed src/b', 6: 'step-above-ran' },
  },
  'a removed file': {
    files: { ...COPIES('removed'), 'src/b': 'b' },
    change: { 'src/b': undefined },
    causes: { 5: 'file-changed src/b', 6: 'step-above-ran' },
  },
  'a mode': {
    files: COPIES('mode'),
    change: {},
    between: (folder) => {
      chmodSync(join(folder, 'src/a'), 0o755);
    },
    causes: { 5: 'file-changed src/a', 6: 'step-above-ran' },
  },
  'the requirements': {
    files: COPIES('requirements'),
    change: { 'requirements.txt': 'flask==2.1\n' },
    causes: {
      3: 'file-changed requirements.txt',
      4: 'step-above-ran',
      5: 'file-changed requirements.txt',
      6: 'step-above-ran',
    },
  },
  'a file that is ignored': {
    files: { ...COPIES('ignored'), '.dockerignore': 'src/log\n', 'src/log': 'a' },
    change: { 'src/log': 'b' },
    causes: {},
  },
  'a file that nothing copies': {
    files: {
      Dockerfile: own('beside', ['COPY requirements.txt .']),
      'requirements.txt': 'a==1\n',
      'README.md': 'a',
    },
    change: { 'README.md': 'b' },
    causes: {},
  },
  'an instruction': {
    files: { Dockerfile: own('instruction', ['RUN echo a', 'RUN echo z']) },
    change: { Dockerfile: own('instruction', ['RUN echo b', 'RUN echo z']) },
    causes: { 3: 'instruction-changed', 4: 'step-above-ran' },
  },
  'an instruction more': {
    files: { Dockerfile: own('more', ['RUN echo z']) },
    change: { Dockerfile: own('more', ['RUN echo new', 'RUN echo z']) },
    causes: { 3: 'instruction-changed', 4: 'step-above-ran' },
  },
  'a variable': {
    files: { Dockerfile: own('variable', ['ENV A=1', 'RUN echo $A']) },
    change: { Dockerfile: own('variable', ['ENV A=2', 'RUN echo $A']) },
    causes: { 4: 'instruction-changed' },
  },
  'a build argument': {
    files: { Dockerfile: own('argument', ['ARG A', 'RUN echo $A']) },
    change: {},
    args: ['--build-arg=A=1'],
    argsAfter: ['--build-arg=A=2'],
    causes: { 4: 'argument-changed' },
  },
  'a comment': {
    files: { Dockerfile: own('comment', ['RUN echo z']) },
    change: { Dockerfile: own('comment', ['# why', 'RUN echo z']) },
    causes: {},
  },
  'a stage that is copied from': {
    files: {
      Dockerfile: own('stage', ['COPY a /a', 'FROM busybox:1', 'COPY --from=base /a /b', 'RUN cat /b']),
      // What is copied from a stage is found by its content, whatever the stage: it must be of this run too.
      a: `1 ${suffix}`,
    },
    change: { a: `2 ${suffix}` },
    causes: { 3: 'file-changed a', 5: 'step-above-ran', 6: 'step-above-ran' },
  },
  'a file that ADD adds': {
    files: { Dockerfile: own('add', ['ADD a /a']), a: '1' },
    change: { a: '2' },
    causes: { 3: 'file-changed a' },
  },
  'a file that is bound': {
    files: { Dockerfile: own('bind', ['RUN --mount=type=bind,source=a,target=/a cat /a']), a: '1' },
    change: { a: '2' },
    causes: { 3: 'file-changed a' },
  },
  'a file, to what an older build had copied': {
    files: { Dockerfile: own('returned', ['COPY a /a', 'RUN cat /a']), a: `2 ${suffix} returned` },
    before: async () => {
      write('older', { Dockerfile: own('returned', ['COPY a /a']), a: `1 ${suffix} returned` });
      await engine.docker('buildx', 'build', '--quiet', join(workspace.root, 'older'));
    },
    change: { a: `1 ${suffix} returned` },
    causes: { 4: 'file-changed a' },
  },
  'no-cache': {
    files: { Dockerfile: own('no-cache', ['RUN echo z']) },
    change: {},
    argsAfter: ['--no-cache'],
    causes: { 2: 'no-cache-asked', 3: 'no-cache-asked' },
  },
  'the base image': {
    files: { Dockerfile: `FROM ${BASE}\nRUN : ${suffix} base\n` },
    change: {},
    before: () => makeBase('1'),
    between: () => makeBase('2'),
    causes: { 2: 'base-image-moved' },
  },
  'the cache itself': {
    files: { Dockerfile: `FROM busybox:1\nRUN echo evicted ${suffix}\n` },
    change: {},
    between: () => evict(`echo evicted ${suffix}`),
    causes: { 2: 'evicted' },
  },
  'the network of RUN': {
    files: { Dockerfile: own('network', ['RUN echo z']) },
    change: {},
    argsAfter: ['--network=none'],
    causes: { 2: 'option-changed', 3: 'option-changed' },
  },
  'a file and an argument of two stages': {
    files: {
      Dockerfile: own('two', [
        'COPY a /a',
        'FROM base AS other',
        'ARG A',
        'RUN echo $A',
        'FROM other',
        'COPY --from=base /a /b',
      ]),
      a: `1 ${suffix} two`,
    },
    change: { a: `2 ${suffix} two` },
    args: ['--build-arg=A=1'],
    argsAfter: ['--build-arg=A=2'],
    causes: { 3: 'file-changed a', 6: 'argument-changed', 8: 'step-above-ran' },
  },
  'an instruction below a file': {
    files: { Dockerfile: own('below', ['COPY a /a', 'RUN cat /a']), a: `1 ${suffix}` },
    change: { Dockerfile: own('below', ['COPY a /a', 'RUN cat /a /a']), a: `2 ${suffix}` },
    causes: { 3: 'file-changed a', 4: 'instruction-changed' },
  },
};

let workspace: Workspace;
/** Not shared with other suites: these prune, and here every step that runs again has to have its cause here. */
let ownEngine: OwnEngine;
let engine: Images;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  ownEngine = await startOwnEngine('explain-own-engine', suffix, 'busybox:1');
  engine = ownEngine.images;
  workspace = await createWorkspace({ files: {}, env: ownEngine.env });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await ownEngine.remove();
});

async function build(
  project: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly ExplainedStep[]> {
  const words = ['build', project, `--tag=e2e-explain-${suffix}`, '--json', ...args];
  const { exitCode, stdout, stderr } = await workspace.command(words, env);
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  return (JSON.parse(stdout) as { steps: readonly ExplainedStep[] }).steps;
}

function write(project: string, files: Situation['change']): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(workspace.root, project, name);
    mkdirSync(dirname(file), { recursive: true });
    if (content === undefined) rmSync(file);
    else writeFileSync(file, content);
  }
}

/** Why the steps ran that did, by line. */
function causesOf(steps: readonly ExplainedStep[]): Readonly<Record<number, string>> {
  const ran = steps.filter(({ kind, cached }) => !cached && (kind === 'run' || kind === 'copy'));
  return Object.fromEntries(
    ran.map(({ line, explanation }) => {
      const { kind = 'none', files = [] } = explanation?.cause ?? {};
      return [line ?? 0, [kind, ...files.map(({ path }) => path)].join(' ')];
    }),
  );
}

describe('a build says why its steps ran', () => {
  it.each(Object.entries(SITUATIONS))('after a change of %s', async (name, situation) => {
    const project = name.replaceAll(' ', '-');
    write(project, situation.files);
    await situation.before?.();
    const first = causesOf(await build(project, situation.args));
    expect(new Set(Object.values(first))).toEqual(new Set(['first-build-here']));
    write(project, situation.change);
    await situation.between?.(join(workspace.root, project));
    const again = await build(project, situation.argsAfter ?? situation.args);
    expect(causesOf(again)).toEqual(situation.causes);
  });

  it('after a change of the engine, and back', async () => {
    const second = await privateEngine({ suite: 'sid', stateDir: scratchFolder('explain-engine', suffix) });
    try {
      write('engine', { Dockerfile: 'FROM scratch\nCOPY a /a\n', a: suffix });
      expect(causesOf(await build('engine'))).toEqual({ 2: 'first-build-here' });
      expect(causesOf(await build('engine', [], second.env))).toEqual({ 2: 'builder-changed' });
      expect(causesOf(await build('engine'))).toEqual({});
      write('engine', { a: `other ${suffix}` });
      expect(causesOf(await build('engine', [], second.env))).toEqual({ 2: 'file-changed a' });
    } finally {
      await second.remove();
    }
  });
});
