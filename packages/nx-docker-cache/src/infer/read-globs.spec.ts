import { readGlobs, type PathKind } from './read-globs';

type Place = string | readonly [path: string, kind: PathKind];

describe('readGlobs', () => {
  it.each<[name: string, ignore: string | undefined, Place[], include: string[], exclude?: string[]]>([
    ['a file', undefined, [['a.txt', 'file']], ['a.txt']],
    ['a folder', undefined, [['src', 'directory']], ['src/**/*']],
    ['a link', undefined, [['src', 'other']], ['src', 'src/**/*']],
    ['what is not there', undefined, ['src'], ['src', 'src/**/*']],
    ['a pattern', undefined, ['*.json'], ['*.json', '*.json/**/*']],
    ['everything', undefined, ['', 'src'], ['**/*']],
    [
      'a folder and a file in it',
      undefined,
      [
        ['src', 'directory'],
        ['src/a', 'file'],
      ],
      ['src/**/*'],
    ],
    [
      'a file and its neighbour',
      undefined,
      [
        ['a', 'file'],
        ['ab', 'file'],
      ],
      ['a', 'ab'],
    ],
    [
      'the same twice',
      undefined,
      [
        ['a', 'file'],
        ['a', 'file'],
      ],
      ['a'],
    ],
    ['nothing', undefined, [], []],
    ['an ignored file', 'a.md', ['a.md'], ['a.md', 'a.md/**/*'], ['a.md', 'a.md/**/*']],
    ['an ignored folder elsewhere', 'docs', [['src', 'directory']], ['src/**/*'], []],
    [
      'an ignored folder inside',
      'src/docs',
      [['src', 'directory']],
      ['src/**/*'],
      ['src/docs', 'src/docs/**/*'],
    ],
    ['ignored by a pattern', '**/*.md', [['src', 'directory']], ['src/**/*'], ['**/*.md', '**/*.md/**/*']],
    [
      'a list of what is allowed, all copied',
      '*\n!src\n!a.txt',
      [''],
      ['src', 'src/**/*', 'a.txt', 'a.txt/**/*'],
    ],
    [
      'a list of what is allowed, a part copied',
      '*\n!src\n!a.txt',
      [['src/sub', 'directory']],
      ['src/sub/**/*'],
    ],
    [
      'a list of what is allowed, more copied',
      '*\n!src/sub',
      [['src', 'directory']],
      ['src/sub', 'src/sub/**/*'],
    ],
    ['nothing of what is allowed', '*\n!src', [['lib', 'directory']], []],
    ['a pattern of what is allowed', '*\n!*.json', [['a.json', 'file']], ['a.json']],
    ['all is ignored', '*', [''], []],
  ])('%s', (_, ignore, places, include, exclude = []) => {
    const read = places.map((place) =>
      typeof place === 'string' ? { path: place, kind: undefined } : { path: place[0], kind: place[1] },
    );
    expect(readGlobs(ignore, read)).toEqual({ include, exclude });
  });
});
