import { treeOf } from '../../context/context-tree';
import { recordPatterns } from './record-patterns';

interface Case {
  readonly context?: string;
  readonly outputFolder?: string;
  readonly dockerfile?: string;
  readonly tree: readonly string[];
}

const RECORDS = ['build.json', 'metadata.json', 'image-id'];
const inFolder = (folder: string): readonly string[] => RECORDS.map((name) => `${folder}/${name}`);

describe('what builds write down is left out of a context', () => {
  it.each<[string, Case, readonly string[]]>([
    ['before the first build', { tree: ['src/a'] }, []],
    ['with the folder that came with it', { tree: ['src/a', ...inFolder('dist/docker/app')] }, ['dist']],
    [
      'beside what else is there',
      { tree: ['dist/main.js', ...inFolder('dist/docker/app'), ...inFolder('dist/docker/other')] },
      ['dist/docker'],
    ],
    [
      'but for a folder around it that the Dockerfile names',
      { tree: inFolder('dist/docker/app'), dockerfile: 'COPY --from=build /dist /dist\nCOPY . .' },
      ['dist/docker'],
    ],
    [
      'but for what the Dockerfile names',
      { tree: inFolder('dist/docker/app'), dockerfile: 'COPY dist/docker/app/image-id /id' },
      [],
    ],
    ['in a context without it', { context: '/w/app', tree: ['src/a'] }, []],
    [
      'in a context above the workspace',
      { context: '/', tree: ['w/a', ...inFolder('w/dist/docker/app')] },
      ['w/dist'],
    ],
    [
      'of builds that were started in the context',
      {
        context: '/w/app',
        outputFolder: '/w/dist/docker/app',
        tree: ['src/a', ...inFolder('dist/docker/app')],
      },
      ['dist'],
    ],
    [
      'but not what only lies where such records would',
      { context: '/w/app', tree: [...inFolder('dist/docker/app'), 'dist/docker/app/main.js'] },
      [],
    ],
    [
      'where the target writes it',
      { outputFolder: '/w/out/app', tree: ['out/other', ...inFolder('out/app')] },
      ['out/app'],
    ],
    [
      'file by file where there is more',
      { outputFolder: '/w/out', tree: ['out/other', 'out/build.json', 'out/image-id'] },
      ['out/build.json', 'out/image-id'],
    ],
    ['file by file at the top', { outputFolder: '/w', tree: ['Dockerfile', 'build.json'] }, ['build.json']],
    ['but not another file of that folder', { outputFolder: '/w/out', tree: ['out/other'] }, []],
    [
      'behind a name with signs of a pattern',
      { outputFolder: '/w/[o]/x', tree: ['[o]/a', ...inFolder('[o]/x')] },
      ['\\[o\\]/x'],
    ],
  ])(
    '%s',
    (_, { context = '/w', outputFolder = '/w/dist/docker/app', dockerfile = 'COPY . .', tree }, expected) => {
      const places = { workspaceRoot: '/w', outputFolder };
      expect(recordPatterns(context, places, treeOf(tree), dockerfile)).toEqual(expected);
    },
  );
});
