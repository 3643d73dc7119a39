import { treeOf } from '../context/context-tree';
import { readPlaces } from './read-places';

const TREE = treeOf([
  'src/a.ts',
  'file',
  'link -> src',
  'deep/link -> ../file',
  'round -> round',
  'pages/[id].ts',
]);

describe('readPlaces', () => {
  it.each<[string, [string, string | undefined][]]>([
    ['', [['', 'directory']]],
    ['src', [['src', 'directory']]],
    ['file', [['file', 'file']]],
    ['none', [['none', undefined]]],
    ['src/*.ts', [['src/*.ts', undefined]]],
    ['*', [['*', undefined]]],
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
  ])('%j → %j', (path, places) => {
    expect(readPlaces({ path }, TREE).map((place) => [place.path, place.kind])).toEqual(places);
  });
});
