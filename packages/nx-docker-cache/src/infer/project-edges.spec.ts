import { projectEdges, type GraphProject } from './project-edges';
import { readsInMetadata, withReads } from './read-metadata';

function project(
  root: string,
  paths: readonly string[] = [],
  imagesOf: readonly string[] = [],
  outputsOf: readonly string[] = [],
): GraphProject {
  const reads = {
    dockerfile: `${root}/Dockerfile`,
    context: '.',
    reads: paths.map((path) => ({ by: 'COPY in line 1', path })),
    imagesOf,
    outputsOf,
  };
  return { root, targets: { 'docker-build': { metadata: withReads(reads) }, lint: {} } };
}

const REST = {
  base: { root: 'images/base' },
  shared: { root: 'libs/shared' },
  deep: { root: 'libs/shared/deep' },
  other: { root: 'libs/other' },
  root: { root: '.' },
} satisfies Record<string, GraphProject>;

const targetsOf = (app: GraphProject): readonly string[] =>
  projectEdges({ ...REST, app })
    .map(({ source, target, file }) => {
      expect([source, file]).toEqual(['app', `${app.root}/Dockerfile`]);
      return target;
    })
    .sort();

describe('projectEdges', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['its own files', ['apps/app/src', 'apps/app'], [], []],
    ['files of no project', ['package.json', 'tools'], [], []],
    ['a folder of another', ['libs/other/src'], [], ['other']],
    ['a project and one in it', ['libs/shared'], [], ['deep', 'shared']],
    ['a file of the inner one', ['libs/shared/deep/a.ts'], [], ['deep']],
    ['a folder of projects', ['libs'], [], ['deep', 'other', 'shared']],
    ['a pattern', ['libs/*/package.json'], [], ['deep', 'other', 'shared']],
    ['a name that begins alike', ['libs/share'], [], []],
    ['everything', ['.', '*'], [], []],
    ['an image', [], ['base'], ['base']],
    ['the image of a project that is gone', [], ['gone'], []],
  ])('reading %s', (_, paths, images, targets) => {
    expect(targetsOf(project('apps/app', paths, images))).toEqual(targets);
  });

  it('follows the outputs of others', () => {
    expect(targetsOf(project('apps/app', ['dist/libs/other'], [], ['other', 'app']))).toEqual(['other']);
  });

  it('follows links', () => {
    const app = project('apps/app', ['apps/app/conf*']);
    const reads = readsInMetadata(app.targets?.['docker-build'])!;
    const metadata = withReads({ ...reads, behindLinks: ['apps/app/conf.d', 'libs/other/conf'] });
    expect(targetsOf({ ...app, targets: { 'docker-build': { metadata } } })).toEqual(['other']);
  });

  it('takes targets of others as they are', () => {
    expect(projectEdges({ a: { root: 'a', targets: { b: undefined, c: { metadata: {} } } } })).toEqual([]);
  });
});
