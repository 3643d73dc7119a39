import { contextSummary } from './context-summary';
import { judgeContext } from './judge-context';
import type { ContextExample } from './context-facts';
import { RULES } from './registry';
import { contextFactsOf } from './testing/context-of-example';

const ALL = 'FROM python:3.12\nCOPY . /app\n';
const judge = (files: Readonly<Record<string, number>>, change: Partial<ContextExample> = {}) =>
  judgeContext('Dockerfile', contextFactsOf({ dockerfile: ALL, ignore: '', files, ...change }), {
    rules: RULES,
    ignore: [],
  }).map(({ code, place, message }) => `${code}:${place?.start.line ?? 0} ${message}`);

it.each<[string, Readonly<Record<string, number>>, Partial<ContextExample>, readonly string[]]>([
  ['nothing', { 'app.py': 1 }, {}, []],
  [
    'secrets',
    { '.env': 1, 'a/id_rsa': 1 },
    {},
    ['NDC201:2 this takes .env and 1 more into a layer of the image'],
  ],
  ['a secret of a fixture', { 'tests/.env': 1 }, {}, []],
  ['an ignored secret', { '.env': 1, 'a.py': 1 }, { ignore: '.env\n' }, []],
  [
    'a secret in a stage that is not the image',
    { '.env': 1 },
    { dockerfile: 'FROM a AS b\nCOPY . /app\nFROM c\nCOPY --from=b /app/x /\n' },
    ['NDC201:2 this takes .env into a layer of a build stage, and with it into every exported cache'],
  ],
  [
    'a secret in a stage that the image builds on',
    { '.env': 1 },
    { dockerfile: 'FROM a AS b\nCOPY . /app\nFROM b\n' },
    ['NDC201:2 this takes .env into a layer of the image'],
  ],
  [
    'a secret that a RUN below names',
    { 'deploy/.env': 1 },
    { dockerfile: 'FROM a\nCOPY . /app\nRUN cp deploy/.env .\n' },
    [],
  ],
  // It is NDC014's.
  ['a secret by its name', { '.env': 1 }, { dockerfile: 'FROM a\nCOPY .env /\n' }, []],
  [
    'a secret in a mount for one RUN',
    { '.env': 1 },
    { dockerfile: 'FROM a\nRUN --mount=type=bind,target=/x cat /x/.env\n' },
    [],
  ],
  [
    'folders of tools, the heaviest first',
    { '.git/HEAD': 10, '.venv/a': 2000, '.venv/b': 1, 'x/__pycache__/a.pyc': 5 },
    {},
    ['NDC202:2 this takes .venv (2 files, 2.0 kB), .git (10 B), x/__pycache__ (5 B) along'],
  ],
  [
    'what Nx and our own builds write',
    {
      '.nx/cache/a': 7,
      'dist/docker/api/build.json': 4,
      'dist/docker/api/metadata.json': 1,
      'dist/docker/api/image-id': 1,
      'dist/docker/own/a.js': 9,
    },
    {},
    ['NDC202:2 this takes .nx (7 B), dist/docker (3 files, 6 B) along'],
  ],
  [
    'records that are named',
    { 'dist/docker/api/build.json': 4 },
    { dockerfile: 'FROM a\nCOPY dist/docker/api /r\n' },
    [],
  ],
  ['one that is named', { '.git/HEAD': 1 }, { dockerfile: 'FROM a\nCOPY ./.git /src/.git\n' }, []],
  ['a part of one that is named', { '.git/HEAD': 1 }, { dockerfile: 'FROM a\nCOPY .git/HEAD /\n' }, []],
  // Without an install the image may live on it.
  ['dependencies that nothing installs', { 'node_modules/a/b.js': 1 }, {}, []],
  [
    'dependencies that are installed',
    { 'node_modules/a/b.js': 1 },
    { dockerfile: 'FROM node:22\nCOPY . .\nRUN npm ci\n' },
    ['NDC202:2 this takes node_modules (1 B) along'],
  ],
  [
    'a suppressed one',
    { '.git/HEAD': 1 },
    { dockerfile: 'FROM a\n# nx-docker-cache ignore=NDC202 the version comes from it\nCOPY . .\n' },
    [],
  ],
  [
    'what nobody reads',
    { 'docs/a.mp4': 30e6, 'src/a': 1 },
    { dockerfile: 'FROM a\nCOPY src .\n' },
    ['NDC203:2 no instruction reads docs (30.0 MB), which no ignore file leaves out'],
  ],
  [
    'the outermost folders of it',
    { 'src/a/x': 1, 'src/b/y/z': 30e6, 'src/c': 4 },
    { dockerfile: 'FROM a\nCOPY src/a .\n' },
    ['NDC203:2 no instruction reads src/b (30.0 MB), src/c (4 B), which no ignore file leaves out'],
  ],
  [
    'nothing where a variable decides',
    { '.env': 1, '.git/HEAD': 1, 'docs/a.mp4': 30e6 },
    { dockerfile: 'FROM a\nARG FOLDER\nCOPY $FOLDER/ .\n' },
    [],
  ],
  [
    'nothing that an address brings',
    { '.env': 1, 'a/b.mp4': 1 },
    { dockerfile: 'FROM a\nARG V\nADD https://example.test/$V.jar /\n' },
    [],
  ],
  [
    'what a stage reads that is not the last',
    { 'docs/a.mp4': 30e6, 'src/a': 1 },
    { dockerfile: 'FROM a AS docs\nCOPY docs .\nFROM a\nCOPY src .\n' },
    [],
  ],
  [
    'a large context, at the instruction that takes most',
    { 'a/x': 90e6, 'b/y': 20e6 },
    { dockerfile: 'FROM a\nCOPY b .\nCOPY a .\n' },
    ['NDC204:3 the build reads 2 files with 110 MB of its context, most of it a (90.0 MB), b (20.0 MB)'],
  ],
])('finds %s', (_, files, change, expected) => {
  expect(judge(files, change)).toEqual(expected);
});

it('counts a file once that two instructions take', () => {
  const facts = contextFactsOf({
    dockerfile: 'FROM a\nCOPY a .\nCOPY . .\n',
    ignore: '',
    files: { a: 5, b: 7 },
  });
  expect(contextSummary(facts)).toMatchObject({ files: 2, bytes: 12 });
});
