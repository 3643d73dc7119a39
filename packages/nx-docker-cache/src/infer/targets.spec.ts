import { imageVariable } from '../image-state/variables';
import { buildFacts, wholeGlobs, type BuildPlace } from './build-facts';
import type { BuildWay } from './build-way';
import type { BuildLinks } from './link-builds';
import { DEFAULT_PLUGIN_OPTIONS, type PluginOptions } from './plugin-options';
import type { ProjectFacts } from './project-facts';
import type { ReadPlace } from './read-globs';
import { targetInference } from './targets';

const WAY: BuildWay = {
  options: {
    dockerfile: undefined,
    context: undefined,
    target: undefined,
    buildArgs: {},
    buildContexts: {},
    decidingArgs: [],
    image: undefined,
    tags: undefined,
  },
  dockerfile: 'apps/a/Dockerfile',
  context: 'apps/a',
  ignoreText: undefined,
  reads: {
    whole: undefined,
    paths: [{ path: 'src', line: 2, instruction: 'COPY', reason: undefined }],
    images: [],
    mutableUrls: [],
    hasTriggers: false,
    triggerImages: [],
  },
  places: [{ path: 'src', kind: 'directory' }],
};

const PLACE: BuildPlace = {
  project: 'a',
  projectRoot: 'apps/a',
  target: 'docker-build',
  file: 'apps/a/Dockerfile',
  variant: '',
  context: 'apps/a',
  writers: [],
};
const BUILD = buildFacts(PLACE, [WAY]);

const FACTS: ProjectFacts = {
  root: 'apps/a',
  name: 'a',
  builds: [BUILD],
  hasCompose: false,
};

const NO_LINKS: BuildLinks = { images: [], writers: [], whole: undefined, circle: undefined };

interface Change {
  readonly project?: Partial<ProjectFacts>;
  readonly ways?: readonly BuildWay[];
  readonly way?: Partial<BuildWay>;
  readonly links?: Partial<BuildLinks>;
  readonly options?: Partial<PluginOptions>;
  readonly submodules?: readonly string[];
}

function infer({ project, ways, way, links, options, submodules = [] }: Change = {}) {
  const builds = [buildFacts(PLACE, ways ?? [{ ...WAY, ...way }])];
  return targetInference({
    options: { ...DEFAULT_PLUGIN_OPTIONS, ...options },
    linksOf: () => ({ ...NO_LINKS, ...links }),
    submodules,
    platform: 'linux',
    wholeGlobs,
  })({ ...FACTS, builds, ...project });
}

const inputsOf = (change: Change = {}): readonly unknown[] =>
  infer(change).targets['docker-build']?.inputs ?? [];

it.each([
  ['requirements.base.txt', 'RUN', ['nx-docker-cache:sync-requirements']],
  ['requirements.base.txt', 'COPY', undefined],
  ['requirements.txt', 'RUN', undefined],
])(
  'asks for a current snapshot where a base layer installs one: %s read by %s',
  (path, instruction, expected) => {
    const paths = [{ path, line: 2, instruction, reason: undefined }];
    const { targets } = infer({ way: { reads: { ...WAY.reads, paths } } });
    expect(targets['docker-build']?.syncGenerators).toEqual(expected);
  },
);

const ALL: readonly ReadPlace[] = [{ path: '', kind: 'directory' }];

describe('inferTargets', () => {
  it('gives a project with a Dockerfile a cached target with all that its image follows from', () => {
    const { targets, variables } = infer();
    expect(targets).toMatchObject({
      'docker-build': {
        executor: 'nx-docker-cache:build',
        cache: true,
        options: { dockerfile: 'apps/a/Dockerfile', context: 'apps/a' },
        configurations: { 'no-cache': { noCache: true } },
        outputs: [
          '{workspaceRoot}/dist/docker/{projectName}/build.json',
          '{workspaceRoot}/dist/docker/{projectName}/metadata.json',
          '{workspaceRoot}/dist/docker/{projectName}/image-id',
          '{options.outputPath}/build.json',
          '{options.outputPath}/metadata.json',
          '{options.outputPath}/image-id',
        ],
      },
    });
    expect(targets['docker-build']).not.toHaveProperty('dependsOn');
    expect(variables).toEqual([imageVariable('apps/a', 'docker-build')]);
  });

  it('hashes exactly what is read', () => {
    expect(inputsOf()).toEqual([
      '{projectRoot}/Dockerfile',
      '{projectRoot}/Dockerfile.dockerignore',
      '{projectRoot}/.dockerignore',
      '{workspaceRoot}/apps/a/src/**/*',
      { fileset: '{workspaceRoot}/apps/a/src/**/*', includeIgnored: true },
      { fileset: '!{workspaceRoot}/apps/a/**/node_modules/**/*', includeIgnored: true },
      { dependentTasksOutputFiles: '**/*', transitive: false },
      { externalDependencies: [] },
      { env: 'DOCKER_HOST' },
      { env: 'DOCKER_CONTEXT' },
      { env: 'DOCKER_CONFIG' },
      { env: 'BUILDX_BUILDER' },
      { env: 'DOCKER_DEFAULT_PLATFORM' },
      { env: 'SOURCE_DATE_EPOCH' },
      { env: imageVariable('apps/a', 'docker-build') },
      { runtime: expect.stringContaining('NX_DOCKER_CACHE_EPOCH') as string },
    ]);
  });

  it('says what is read, and why', () => {
    const target = infer({
      way: {
        reads: {
          ...WAY.reads,
          paths: [...WAY.reads.paths, { path: '', line: 3, instruction: 'RUN', reason: 'nobody knows' }],
          mutableUrls: ['https://example.com/a'],
        },
      },
      links: { images: [{ project: 'base', target: 'docker-build' }] },
    }).targets['docker-build'];
    expect(target?.metadata).toMatchObject({
      dockerReads: {
        dockerfile: 'apps/a/Dockerfile',
        context: 'apps/a',
        reads: [
          { by: 'COPY in line 2', path: 'apps/a/src' },
          { by: 'RUN in line 3', path: 'apps/a', because: 'nobody knows' },
        ],
        imagesOf: ['base'],
        unpinned: ['https://example.com/a'],
      },
    });
  });

  it('gives every variant a target and an output folder of its own', () => {
    const file = 'apps/a/Dockerfile.dev';
    const dev = buildFacts({ ...PLACE, target: 'docker-build-dev', file, variant: 'dev' }, [WAY]);
    const { targets } = infer({ project: { builds: [BUILD, dev] } });
    expect(Object.keys(targets)).toEqual([
      'docker-build',
      'docker-build-dev',
      'docker-report',
      'docker-check',
      'docker-cache-status',
      'docker-prune',
    ]);
    expect(targets['docker-build-dev']).toMatchObject({
      options: { dockerfile: 'apps/a/Dockerfile.dev' },
      outputs: expect.arrayContaining([
        '{workspaceRoot}/dist/docker/{projectName}/docker-build-dev/build.json',
      ]) as string[],
    });
  });

  it('keeps what looks at the engine off the task cache, and leaves out what is switched off', () => {
    const { targets } = infer({ options: { reportTarget: false, pruneTarget: 'clear' } });
    expect(targets).toMatchObject({
      'docker-cache-status': { executor: 'nx-docker-cache:cache-status', cache: false },
      clear: { executor: 'nx-docker-cache:prune', cache: false },
    });
    expect(Object.keys(targets)).not.toContain('docker-report');
  });

  it('gives a project with a compose file its targets, with a Dockerfile or without', () => {
    const alone = infer({ project: { builds: [], hasCompose: true } });
    expect(alone).toMatchObject({
      targets: {
        'compose-build': { executor: 'nx-docker-cache:compose-build', cache: false },
        'compose-up': { executor: 'nx-docker-cache:compose-up', cache: false },
        'compose-down': { executor: 'nx-docker-cache:compose-down', cache: false },
      },
      variables: [],
    });
    const both = infer({
      project: { hasCompose: true },
      options: { composeUpTarget: 'up', composeDownTarget: false },
    });
    expect(Object.keys(both.targets)).toEqual(
      expect.arrayContaining(['docker-build', 'compose-build', 'up']),
    );
    expect(Object.keys(both.targets)).not.toContain('compose-down');
    expect(infer({ project: { builds: [] } })).toEqual({ targets: {}, variables: [] });
  });

  it.each<[string, Change, readonly unknown[], readonly unknown[]]>([
    [
      'all of a context, but not folders that every command changes',
      { way: { places: ALL } },
      [
        '{workspaceRoot}/apps/a/**/*',
        { fileset: '{workspaceRoot}/apps/a/**/*', includeIgnored: true },
        { fileset: '!{workspaceRoot}/apps/a/.git/**/*', includeIgnored: true },
        { fileset: '!{workspaceRoot}/apps/a/**/node_modules/**/*', includeIgnored: true },
      ],
      [],
    ],
    [
      'all of it where more may be read than is written',
      { links: { whole: 'a trigger' } },
      ['{workspaceRoot}/apps/a/**/*'],
      ['{workspaceRoot}/apps/a/src/**/*'],
    ],
    [
      'what git ignores where it is named',
      { way: { places: [{ path: 'node_modules', kind: 'directory' }] } },
      [{ fileset: '{workspaceRoot}/apps/a/node_modules/**/*', includeIgnored: true }],
      [{ fileset: '!{workspaceRoot}/apps/a/**/node_modules/**/*', includeIgnored: true }],
    ],
    [
      'nothing that the ignore file excludes',
      { way: { places: ALL, ignoreText: 'README.md\ndocs' } },
      ['!{workspaceRoot}/apps/a/README.md', '!{workspaceRoot}/apps/a/docs/**/*'],
      [],
    ],
    [
      'the workspace without the records of builds',
      { way: { places: ALL, context: '.' } },
      ['{workspaceRoot}/**/*', '!{workspaceRoot}/dist/docker/**/*', '{workspaceRoot}/.dockerignore'],
      [],
    ],
    [
      'an ignore file at the root that excludes itself, and all that begins with a point',
      { way: { places: ALL, context: '.', ignoreText: '.*\n*.md' } },
      ['{workspaceRoot}/.dockerignore', '!{workspaceRoot}/*.md'],
      ['!{workspaceRoot}/.*'],
    ],
    [
      'the entry of a submodule that a source lies in',
      {
        way: { places: [{ path: 'lib/sub/src', kind: 'directory' }] },
        submodules: ['apps/a/lib/sub', 'other'],
      },
      ['{workspaceRoot}/apps/a/lib/sub'],
      ['{workspaceRoot}/other'],
    ],
    [
      'a variable that comes from the environment',
      { way: { options: { ...WAY.options, buildArgs: { VERSION: null, KNOWN: '1' } } } },
      [{ env: 'VERSION' }],
      [{ env: 'KNOWN' }],
    ],
    [
      'a folder under another name, and no image and nothing outside',
      {
        way: {
          options: {
            ...WAY.options,
            buildContexts: { lib: './libs/x', image: 'docker-image://a', out: '../out', abs: '/abs' },
          },
        },
      },
      ['{workspaceRoot}/libs/x/**/*'],
      ['{workspaceRoot}/../out/**/*', '{workspaceRoot}//abs/**/*'],
    ],
    [
      'the ids of the images that it builds on, and not the records of their builds',
      { links: { images: [{ project: 'base', target: 'docker-build' }] } },
      [
        { dependentTasksOutputFiles: '**/image-id', transitive: false },
        { dependentTasksOutputFiles: 'apps/a/src/**/*', transitive: false },
      ],
      [{ dependentTasksOutputFiles: '**/*', transitive: false }],
    ],
  ])('hashes %s', (_, change, inputs, others) => {
    const found = inputsOf(change);
    expect(found).toEqual(expect.arrayContaining([...inputs]));
    for (const other of others) expect(found).not.toContainEqual(other);
  });

  it('excludes nothing that another way of building reads', () => {
    const other: BuildWay = {
      ...WAY,
      dockerfile: 'docker/ci.Dockerfile',
      ignoreText: 'b',
      places: ALL,
    };
    const inputs = inputsOf({
      ways: [{ ...WAY, ignoreText: 'a\nb', places: ALL }, other],
    });
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{workspaceRoot}/docker/ci.Dockerfile',
        '{workspaceRoot}/docker/ci.Dockerfile.dockerignore',
        '!{workspaceRoot}/apps/a/b',
      ]),
    );
    expect(inputs).not.toContain('!{workspaceRoot}/apps/a/a');
  });

  it('hashes what an image is made of that it does not wait for', () => {
    const base = buildFacts(
      {
        ...PLACE,
        project: 'base',
        projectRoot: 'libs/base',
        file: 'libs/base/Dockerfile',
        context: 'libs/base',
      },
      [
        {
          ...WAY,
          dockerfile: 'libs/base/Dockerfile',
          context: 'libs/base',
          options: { ...WAY.options, buildArgs: { BASE_VERSION: null } },
        },
      ],
    );
    const unawaited = [{ project: 'base', projectRoot: 'libs/base', build: base, isWhole: false }];
    const change = { links: { images: [{ project: 'base', target: 'docker-build' }], unawaited } };
    expect(inputsOf(change)).toEqual(
      expect.arrayContaining([
        '{projectRoot}/Dockerfile',
        '{workspaceRoot}/libs/base/Dockerfile',
        '{workspaceRoot}/libs/base/src/**/*',
        { env: 'BASE_VERSION' },
      ]),
    );
    expect(infer(change).targets['docker-build']?.metadata).toMatchObject({
      dockerReads: { imagesOf: ['base'], notAwaited: ['base:docker-build'] },
    });
  });

  it('waits for the images and files of other targets', () => {
    const { targets } = infer({
      links: {
        images: [
          { project: 'base', target: 'docker-build' },
          { project: 'a', target: 'docker-build-dev' },
        ],
        writers: [{ project: 'a', target: 'build' }],
      },
    });
    expect(targets['docker-build']?.dependsOn).toEqual([
      { projects: ['base'], target: 'docker-build' },
      'docker-build-dev',
      'build',
    ]);
  });
});
