import { treeOf } from '../context/context-tree';
import { readPlaces } from './read-places';

const TREE = treeOf([
  'src/a.ts',
  'file',
  'link -> src',
  'deep/link -> ../file',
  'round -> round',
  'pages/[id].ts',
  'conf/a.conf -> ../real/a',
  'conf/b.conf -> ../src',
  'conf/c.conf -> gone',
  'conf/other -> ../file',
  'conf/sub/x.conf -> ../../file',
  'conf/[d].conf -> ../pages/[id].ts',
  'real/a',
]);

describe('readPlaces', () => {
  it.each<[string, [string, string | undefined][]]>([
    ['', [['', 'directory']]],
    ['src', [['src', 'directory']]],
    ['file', [['file', 'file']]],
    ['none', [['none', undefined]]],
    ['src/*.ts', [['src/*.ts', undefined]]],
    [
      '*',
      [
        ['*', undefined],
        ['link', 'file'],
        ['src', 'directory'],
      ],
    ],
    [
      'link',
      [
        ['link', 'file'],
        ['src', 'directory'],
      ],
    ],
    [
      'link/a.ts',
      [
        ['link', 'file'],
        ['src/a.ts', 'file'],
      ],
    ],
    [
      'link/*.ts',
      [
        ['link', 'file'],
        ['src', 'directory'],
      ],
    ],
    [
      'deep/link',
      [
        ['deep/link', 'file'],
        ['file', 'file'],
      ],
    ],
    ['round', [['round', 'other']]],
    ['pages/[id].ts', [['pages', 'directory']]],
    ['pages/a?.ts', [['pages', 'directory']]],
    ['[a]', [['', 'directory']]],
    [
      'conf/[ab]*',
      [
        ['conf', 'directory'],
        ['conf/a.conf', 'file'],
        ['real/a', 'file'],
        ['conf/b.conf', 'file'],
        ['src', 'directory'],
      ],
    ],
    [
      'conf/c*',
      [
        ['conf/c*', undefined],
        ['conf/c.conf', 'file'],
        ['conf/gone', undefined],
      ],
    ],
    [
      'conf/\\[*',
      [
        ['conf', 'directory'],
        ['conf', 'directory'],
        ['pages', 'directory'],
      ],
    ],
    [
      'link*',
      [
        ['link*', undefined],
        ['link', 'file'],
        ['src', 'directory'],
      ],
    ],
    ['con*/sub', [['con*/sub', undefined]]],
  ])('%j → %j', (path, places) => {
    expect(readPlaces({ path }, TREE).map((place) => [place.path, place.kind])).toEqual(places);
  });
});
