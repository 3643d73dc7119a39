import * as fc from 'fast-check';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildReads } from '../packages/nx-docker-cache/src/context/build-reads';
import { treeOf } from '../packages/nx-docker-cache/src/context/context-tree';
import { readIgnoreFile } from '../packages/nx-docker-cache/src/context/ignore-file';
import { contextFiles, missingPaths } from '../packages/nx-docker-cache/src/context/read-files';
import { sentContext } from '../packages/nx-docker-cache/src/context/sent-context';
import {
  arbitraryContext,
  type ContextCase,
} from '../packages/nx-docker-cache/src/context/testing/arbitrary-context';
import { parse } from '../packages/nx-docker-cache/src/dockerfile/parse';
import { filesIn, makeTree, originsIn } from './support/folder-tree';
import { IS_FULL } from './support/full-form';
import { runOrFail, runProgram } from './support/run-program';
import { scratchFolder } from './support/scratch-folder';

jest.setTimeout(900_000);

/** The same on every machine, so that a difference can be looked at. */
const SEED = 20_241_124;
const CASES = IS_FULL ? 3000 : 360;
const AT_ONCE = 60;

interface Reading {
  readonly files: readonly string[];
  /** A source is not there: the engine refuses the build. */
  readonly refused: boolean;
}

/** What is copied of a context, by our reading, without links. */
function ours(instruction: string, paths: readonly string[], ignoreText: string): Reading {
  const parsed = parse(`FROM scratch\n${instruction}\n`);
  const ignored = readIgnoreFile(ignoreText);
  if (!parsed.ok || 'problem' in ignored) throw new Error(`${instruction}: ${JSON.stringify(ignored)}`);
  const [reads, tree] = [buildReads(parsed.dockerfile), sentContext(treeOf(paths), ignored)];
  const files = [...contextFiles(reads, tree)].filter(([, kind]) => kind === 'file').map(([path]) => path);
  return { files: files.sort(), refused: reads.reads.some((read) => missingPaths(read, tree).length > 0) };
}

describe('what a build reads', () => {
  const root = scratchFolder('context-files', String(process.pid));
  const build = (...args: string[]): Promise<string> =>
    runOrFail('docker', ['buildx', 'build', '--quiet', ...args], { cwd: root });

  beforeAll(() => {
    mkdirSync(root, { recursive: true });
  });

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  /** Each case is a build context of its own; many share a build. */
  async function askEngine(cases: readonly ContextCase[], from: number): Promise<string[][]> {
    const names = cases.map((_, index) => `case${from + index}`);
    cases.forEach(({ paths, ignoreText }, index) => {
      const folder = join(root, 'contexts', names[index]!);
      makeTree(folder, paths);
      writeFileSync(join(folder, '.dockerignore'), ignoreText);
    });
    const dockerfile = join(root, 'all.Dockerfile');
    writeFileSync(
      dockerfile,
      ['FROM scratch', ...names.map((name) => `COPY --from=${name} / /${name}/`), ''].join('\n'),
    );
    const contexts = names.map((name) => `--build-context=${name}=contexts/${name}`);
    const out = join(root, `out${from}`);
    mkdirSync(join(root, 'empty'), { recursive: true });
    await build(...contexts, `--file=${dockerfile}`, `--output=type=local,dest=${out}`, 'empty');
    // The ignore file is part of the context like any other file, but none of the case.
    return names.map((name) => filesIn(join(out, name)).filter((file) => file !== '.dockerignore'));
  }

  it(`is what the engine reads, with ${CASES} generated ignore files`, async () => {
    const cases = fc
      .sample(arbitraryContext(), { numRuns: CASES * 2, seed: SEED })
      .filter(({ ignoreText }) => !('problem' in readIgnoreFile(ignoreText)))
      .slice(0, CASES);
    expect(cases).toHaveLength(CASES);
    const differences: unknown[] = [];
    for (let from = 0; from < CASES; from += AT_ONCE) {
      const some = cases.slice(from, from + AT_ONCE);
      const engine = await askEngine(some, from);
      some.forEach(({ paths, ignoreText }, index) => {
        const { files: sent } = ours('COPY . /', paths, ignoreText);
        if (JSON.stringify(sent) !== JSON.stringify(engine[index]))
          differences.push({ ignoreText, paths, ours: sent, engine: engine[index] });
      });
    }
    expect(differences).toEqual([]);
  });

  it.each(['!', 'a\n! \n', '[', 'a/[b', '[]a]', 'a\\', '[a-]'])(
    'is nothing where both refuse the ignore file %j',
    async (ignoreText) => {
      expect(readIgnoreFile(ignoreText)).toHaveProperty('problem');
      const folder = join(root, 'refused');
      makeTree(folder, ['a']);
      writeFileSync(join(folder, '.dockerignore'), ignoreText);
      writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . /\n');
      const { exitCode } = await runProgram(
        'docker',
        ['buildx', 'build', '--output=type=cacheonly', folder],
        {
          cwd: root,
        },
      );
      expect(exitCode).toBe(1);
    },
  );

  const TREE = [
    'package.json',
    'README.md',
    'with space.txt',
    'src/main.py',
    'src/.env',
    'src/lib/util.py',
    'src/lib/notes.md',
    'src/lib/deep/er/file.ts',
    'libs/one/one.json',
    'libs/two/two.json',
    'libs/two/code/two.ts',
    'bracket[1].txt',
    'star*.txt',
    'ünï.txt',
    'Upper/Case.TXT',
    'folder-link -> src/lib',
    'file-link -> libs/one/one.json',
    'chain -> folder-link/deep',
    'outside -> ../../package.json',
    'absolute -> /src/main.py',
    'src/inner-link -> ../README.md',
  ];

  const INSTRUCTIONS = [
    'COPY . /',
    'COPY / /',
    'COPY ./ /',
    'COPY src /',
    'COPY /src/ /',
    'COPY ../../src/./lib/.. /',
    'COPY src/*.py /',
    'COPY src/* /',
    'COPY src/l* /',
    'COPY * /',
    'COPY *.* /',
    'COPY .* /',
    'COPY */* /',
    'COPY */*/* /',
    'COPY ** /',
    'COPY **/*.py /',
    'COPY src/**/*.ts /',
    'COPY libs/*/*.json /',
    'COPY libs/t?o /',
    'COPY libs/[a-o]* /',
    'COPY libs/[^a-o]*/code /',
    'COPY none* package.json /',
    'COPY bracket[[]1].txt /',
    'COPY ["bracket[[]1].txt", "with space.txt", "/"]',
    'COPY ["star\\\\*.txt", "/"]',
    'COPY ünï.txt ?n?.txt /',
    'COPY Upper/Case.TXT /',
    'COPY folder-link /',
    'COPY folder-link/util.py /',
    'COPY folder-link/*.md /',
    'COPY file-link /',
    'COPY *-link /',
    'COPY chain/er /',
    'COPY outside /',
    'COPY absolute /',
    'COPY src/inner-link /',
    'COPY --exclude=*.md src /',
    'COPY --exclude=**/*.md src /',
    'COPY --exclude=*.md *.md *.json /',
    'COPY --exclude=lib src /',
    'COPY --exclude=* --exclude=!lib src /',
    'COPY --exclude=lib/** --exclude=!lib/deep src /',
    'COPY --exclude=/lib src /',
    'COPY --exclude=lib/deep/../notes.md src /',
    'COPY --exclude=util.py folder-link src/l* /',
    'ADD src package.json /',
    'ADD --exclude=**/*.py src /',
    'ENV D=src\nCOPY ${D}/lib /',
    'ARG D=libs\nCOPY $D/two /',
    'COPY <<x package.json /\npackage.json\nx',
  ];

  const IGNORE_FILES = [
    '',
    '**/*.md\nsrc/.env\n',
    '*\n!src/lib\n!*link\n!*.json\nsrc/lib/deep\n',
    'src\nlibs/two/**\n',
  ];

  it.each(IGNORE_FILES)('is what each instruction copies, with the ignore file %j', async (ignoreText) => {
    const context = join(root, 'copies');
    rmSync(context, { recursive: true, force: true });
    makeTree(context, TREE);
    writeFileSync(join(root, 'copies.Dockerfile.dockerignore'), ignoreText);
    const tried = INSTRUCTIONS.map((instruction) => ({
      instruction,
      ...ours(instruction, TREE, ignoreText),
    }));
    const copied = tried.filter(({ refused }) => !refused);
    const engine = await filesOfStages(copied.map(({ instruction }) => instruction));
    expect(copied.map(({ instruction }, at) => [instruction, engine[at]])).toEqual(
      copied.map(({ instruction, files }) => [instruction, files]),
    );
    // With wildcards below a folder that is not there it depends on what the engine has in its cache.
    for (const { instruction } of tried.filter((each) => each.refused && !/[*?[]/.test(each.instruction))) {
      writeFileSync(join(root, 'copies.Dockerfile'), `FROM scratch\n${instruction}\n`);
      const args = ['buildx', 'build', '--file=copies.Dockerfile', '--output=type=cacheonly', 'copies'];
      const { exitCode } = await runProgram('docker', args, { cwd: root });
      expect([instruction, exitCode]).toEqual([instruction, 1]);
    }
  });

  /** Each instruction in a stage of its own, all in one build. */
  async function filesOfStages(instructions: readonly string[]): Promise<string[][]> {
    const stages = instructions.map((instruction, index) => `FROM scratch AS s${index}\n${instruction}\n`);
    // A stage that is empty cannot be copied as a whole.
    const copies = instructions.map((_, index) => `COPY --from=s${index} / /${index}/`);
    writeFileSync(join(root, 'copies.Dockerfile'), [...stages, 'FROM scratch', ...copies, ''].join('\n'));
    const out = join(root, 'copies-out');
    rmSync(out, { recursive: true, force: true });
    await build('--file=copies.Dockerfile', `--output=type=local,dest=${out}`, 'copies');
    return instructions.map((_, index) => originsIn(join(out, String(index))));
  }
});
