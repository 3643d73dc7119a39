import { parse } from '../dockerfile/parse';
import { buildReads } from './build-reads';
import { treeOf } from './context-tree';
import { readIgnoreFile } from './ignore-file';
import { contextFiles } from './read-files';
import { sentContext } from './sent-context';

/** The files and links, without folders. */
function filesOf(instruction: string, paths: readonly string[], ignoreText?: string): string[] {
  const parsed = parse(`FROM scratch\n${instruction}\n`);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  const ignored = readIgnoreFile(ignoreText);
  if ('problem' in ignored) throw new Error(ignored.problem);
  const files = contextFiles(buildReads(parsed.dockerfile), sentContext(treeOf(paths), ignored));
  return [...files]
    .filter(([, kind]) => kind !== 'directory')
    .map(([path]) => path)
    .sort();
}

const TREE = [
  'README.md',
  'package.json',
  'src/main.py',
  'src/.env',
  'src/lib/util.py',
  'src/lib/util.md',
  'libs/one/package.json',
  'libs/two/package.json',
  'libs/two/src/index.ts',
  'empty/',
  'link -> src/lib',
  'src/inner -> ../package.json',
  'a*b',
];

describe('the files that an instruction reads', () => {
  it.each<[string, string[]]>([
    ['COPY package.json /', ['package.json']],
    ['COPY ../../package.json /src/main.py /', ['package.json', 'src/main.py']],
    ['COPY src/lib/ /', ['src/lib/util.md', 'src/lib/util.py']],
    ['COPY *.md *.json /', ['README.md', 'package.json']],
    ['COPY s*c/*.py /', ['src/main.py']],
    ['COPY libs/*/package.json /', ['libs/one/package.json', 'libs/two/package.json']],
    ['COPY **/package.json /', []],
    ['COPY li[^n]s/t?o /', ['libs/two/package.json', 'libs/two/src/index.ts']],
    ['COPY ["a[*]b", "/"]', ['a*b']],
    ['COPY --parents **/package.json /', ['libs/one/package.json', 'libs/two/package.json', 'package.json']],
    ['COPY --parents libs/./*/src /', ['libs/two/src/index.ts']],
    ['COPY --exclude=**/*.md --exclude=lib/util.py src /', ['src/.env', 'src/inner', 'src/main.py']],
    ['COPY link/util.py /', ['link', 'src/lib/util.py']],
    ['COPY link /', ['link', 'src/lib/util.md', 'src/lib/util.py']],
    ['COPY src/inner /', ['package.json', 'src/inner']],
    ['COPY missing empty /', []],
    ['RUN --mount=source=src/lib,target=/x true', ['src/lib/util.md', 'src/lib/util.py']],
    [
      'ARG TARGETARCH\nCOPY src/$TARGETARCH/x /',
      ['src/.env', 'src/inner', 'src/lib/util.md', 'src/lib/util.py', 'src/main.py'],
    ],
  ])('%j', (instruction, expected) => {
    expect(filesOf(instruction, TREE)).toEqual(expected);
  });

  it('are never those that the ignore file excludes', () => {
    expect(filesOf('COPY . /', TREE, '*\n!src\nsrc/lib\n!**/util.md\n!libs/one\n')).toEqual([
      'libs/one/package.json',
      'src/.env',
      'src/inner',
      'src/lib/util.md',
      'src/main.py',
    ]);
    expect(filesOf('COPY link /', TREE, 'src/lib\n')).toEqual(['link']);
  });

  it('may be folders without a file', () => {
    const parsed = parse('FROM scratch\nCOPY . /\n');
    if (!parsed.ok) throw new Error('not parsed');
    const files = contextFiles(buildReads(parsed.dockerfile), treeOf(['empty/', 'x']));
    expect([...files.keys()].sort()).toEqual(['', 'empty', 'x']);
  });

  it('are none behind links that turn in a circle', () => {
    expect(filesOf('COPY x /', ['x -> y', 'y -> x'])).toEqual([]);
  });
});
