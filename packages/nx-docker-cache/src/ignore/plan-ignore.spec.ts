import * as fc from 'fast-check';
import { RECORD_FILES } from '../build/output-folder';
import { sentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { takesOf } from '../rules/context-facts';
import { dockerfileOf } from '../rules/testing/context-of-example';
import { projectOfTexts } from '../upgrade/testing/project-of-texts';
import { planIgnore, type IgnorePlan } from './plan-ignore';

type Texts = Readonly<Record<string, string>>;

function plan(
  dockerfiles: string | readonly string[],
  files: Texts | readonly string[],
  text?: string,
): IgnorePlan {
  const texts = isList(files) ? Object.fromEntries(files.map((path) => [path, ''])) : files;
  const all = typeof dockerfiles === 'string' ? [dockerfiles] : dockerfiles;
  const found = planIgnore({ dockerfiles: all.map(dockerfileOf), context: projectOfTexts(texts), text });
  if (found === undefined) throw new Error('refused');
  return found;
}

function isList(files: Texts | readonly string[]): files is readonly string[] {
  return Array.isArray(files);
}

function patterns(...args: Parameters<typeof plan>): readonly string[] {
  return plan(...args).blocks.flatMap((block) => block.patterns);
}

const COPY_ALL = 'FROM python:3.12-slim\nCOPY . /app\n';
const COPY_SRC = 'FROM alpine:3.22\nCOPY src /app\n';
const NODE = 'FROM node:22\nCOPY . /app\nRUN npm ci\n';

describe('planIgnore', () => {
  it.each<[string, Parameters<typeof plan>, readonly string[]]>([
    [
      'what tools made',
      [COPY_ALL, ['a.py', 'lib/__pycache__/a.pyc', '.idea/x']],
      ['**/.git', '**/__pycache__', '**/.idea'],
    ],
    [
      'what they will make',
      [COPY_ALL, ['a.py', 'requirements.txt']],
      ['**/.git', '**/.venv', '**/__pycache__'],
    ],
    [
      'what Nx and builds of the workspace will write',
      [COPY_ALL, ['a.py', 'nx.json']],
      ['**/.git', '**/.nx', 'dist/docker'],
    ],
    [
      'the records of builds',
      [COPY_ALL, ['a.py', 'dist/a', ...RECORD_FILES.map((name) => `dist/docker/api/${name}`)]],
      ['**/.git', 'dist/docker'],
    ],
    ['records with files of others', [COPY_ALL, ['nx.json', 'dist/docker/a.js']], ['**/.git', '**/.nx']],
    [
      'records that are named',
      ['FROM x\nCOPY dist/docker /r\nCOPY . /a\n', ['nx.json']],
      ['**/.git', '**/.nx'],
    ],
    ['what is ignored already', [COPY_ALL, ['a.py'], '**/.git\n'], []],
    ['at one depth only', [COPY_ALL, ['a.py'], '.git\n'], ['**/.git']],
    [
      'packages that the build installs',
      [NODE, ['package.json', 'node_modules/a/index.js']],
      ['**/.git', '**/node_modules'],
    ],
    ['packages that it does not', [COPY_ALL, ['package.json', 'node_modules/a/index.js']], ['**/.git']],
    ['a folder that is named', ['FROM x\nCOPY .git /g\nCOPY . /a\n', ['.git/HEAD', 'a']], []],
    ['secrets', [COPY_ALL, ['a', '.env', 'conf/id_rsa', '.env.example']], ['**/.git', '.env', 'conf/id_rsa']],
    ['a secret that is named', ['FROM x\nCOPY .env /\n', ['.env']], ['**/.git']],
    ['a secret that a RUN sees', ['FROM x\nRUN --mount=type=bind,target=/c ls\n', ['.env']], ['**/.git']],
    [
      'what nobody reads',
      [COPY_SRC, ['src/a', 'docs/x/y', 'notes.md', 'Dockerfile']],
      ['**/.git', 'docs', 'notes.md'],
    ],
    [
      'what one of two reads',
      [
        [COPY_SRC, 'FROM x\nCOPY docs /d\n'],
        ['src/a', 'docs/x', 'more/y'],
      ],
      ['**/.git', 'more'],
    ],
    ['what a variable may name', ['FROM x\nARG D\nCOPY $D /d\n', ['a', 'b/c']], ['**/.git']],
    ['names with wildcards', [COPY_SRC, ['src/a', 'a*b/c', '[x]']], ['**/.git', '\\[x\\]', 'a\\*b']],
    ['what an exception brings back', [COPY_ALL, ['a', '.env'], '*.log\n!.env\n'], ['**/.git']],
  ])('names %s', (_, args, expected) => {
    expect(patterns(...args)).toEqual(expected);
  });

  it.each([
    ['FROM x\nCOPY . .\nRUN git describe --tags > version\n', {}],
    [COPY_ALL, { 'pyproject.toml': 'requires = ["setuptools_scm"]' }],
  ])('leaves the history where a build reads it', (dockerfile, files) => {
    const { blocks, declined } = plan(dockerfile, { ...files, '.git/HEAD': '', a: '' });
    expect(blocks.flatMap((block) => block.patterns)).not.toContain('**/.git');
    expect(declined).toEqual([{ pattern: '.git', reason: expect.stringMatching(/ reads it$/) as string }]);
  });

  it('leaves what triggers of a base image may read', () => {
    const { blocks, declined } = plan('FROM python:3-onbuild\n', ['a', 'b']);
    expect(blocks.map(({ comment }) => comment)).toEqual(['made by tools on the machine of a developer']);
    expect(declined.map(({ reason }) => reason)).toEqual(['triggers of python:3-onbuild may read them']);
  });

  it('does not make a list without end', () => {
    const files = Array.from({ length: 100 }, (_, index) => `f${index}`);
    const { blocks, declined } = plan(COPY_SRC, ['src/a', 'folder/x', ...files]);
    expect(blocks.at(-1)?.patterns).toHaveLength(40);
    expect(blocks.at(-1)?.patterns).toContain('folder');
    expect(declined[0]?.pattern).toBe('61 further paths');
  });

  it('is nothing where the engine refuses the file', () => {
    const context = projectOfTexts({ a: '' });
    expect(planIgnore({ dockerfiles: [dockerfileOf(COPY_ALL)], context, text: '[\n' })).toBeUndefined();
  });
});

const NAME = fc.constantFrom(
  'a',
  'b',
  'src',
  '.git',
  '.env',
  'node_modules',
  '__pycache__',
  'x.py',
  'id_rsa',
  '*',
  '!c',
  'd ',
);
const PATH = fc.array(NAME, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const SOURCE = fc.oneof(PATH, fc.constantFrom('.', '*', 'src/*', '*.py', '$V', './a/', '**'));
const INSTRUCTION = fc.oneof(
  fc
    .tuple(fc.constantFrom('COPY', 'ADD'), fc.array(SOURCE, { minLength: 1, maxLength: 3 }))
    .map(([name, sources]) => `${name} ${JSON.stringify([...sources, '/to/'])}`),
  SOURCE.map((source) => `RUN --mount=type=bind,source=${source.replace(/[\s,$]/g, '')},target=/m npm ci`),
);
const IGNORE_LINE = fc.oneof(
  PATH,
  PATH.map((path) => `!${path}`),
  fc.constantFrom('*', '**', '# x', ''),
);

describe('planIgnore on anything', () => {
  it('leaves every file that a source names, changes nothing twice, and keeps the old text', () => {
    fc.assert(
      fc.property(
        fc.array(PATH, { maxLength: 12 }),
        fc.array(INSTRUCTION, { maxLength: 4 }),
        fc.option(
          fc.array(IGNORE_LINE, { maxLength: 4 }).map((lines) => lines.join('\n')),
          { nil: undefined },
        ),
        (drawn, instructions, text) => {
          const paths = drawn.filter((path) => !drawn.some((other) => other.startsWith(`${path}/`)));
          const parsed = parse(['FROM x', ...instructions, ''].join('\n'));
          if (!parsed.ok) return;
          const context = projectOfTexts(Object.fromEntries(paths.map((path) => [path, ''])));
          const question = { dockerfiles: [parsed.dockerfile], context, text };
          const first = planIgnore(question);
          const before = sentFiles(context, text);
          if (first === undefined || before === undefined) return;
          const after = sentFiles(context, first.text);
          if (after === undefined) throw new Error(`refused: ${first.text}`);
          const kept = takesOf(parsed.dockerfile, after).map(({ files }) => new Set(files));
          takesOf(parsed.dockerfile, before).forEach(({ files, named }, index) => {
            const lost = files.filter((path) => named.includes(path) && kept[index]?.has(path) !== true);
            expect(lost).toEqual([]);
          });
          expect(planIgnore({ ...question, text: first.text })?.text).toBe(first.text);
          expect(first.text.replace(/\s+/g, '')).toContain(
            (text ?? '').split('\n').at(-1)?.replace(/\s+/g, '') ?? '',
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});
