import { treeOf } from '../../context/context-tree';
import { turboLogPatterns } from './turbo-logs';

const LINE = '**/.turbo/turbo-*.log';

describe('what Turborepo logs is left out of a context', () => {
  it.each<[string, { folder?: string; tree: readonly string[]; dockerfile?: string }, readonly string[]]>([
    ['in the folder of a package', { tree: ['.turbo/turbo-docker-build.log', 'a'] }, [LINE]],
    [
      'where the Dockerfile lies below the context',
      { folder: 'apps/web', tree: ['apps/web/.turbo/turbo-docker-build.log'] },
      [LINE],
    ],
    ['but not without Turborepo', { tree: ['a'] }, []],
    ['but not its cache', { tree: ['.turbo/cache/1.tar.zst'] }, []],
    [
      'but not what the Dockerfile names',
      { tree: ['.turbo/turbo-build.log'], dockerfile: 'COPY .turbo /logs' },
      [],
    ],
  ])('%s', (_, { folder = '', tree, dockerfile = 'COPY . .' }, expected) => {
    expect(turboLogPatterns(folder, treeOf(tree), dockerfile)).toEqual(expected);
  });
});
