import { treeOf } from '../context/context-tree';
import { readPluginOptions } from '../infer/plugin-options';
import type { Fields } from '../infer/project-file';
import type { WorkspaceReader } from '../io/workspace-reader';
import { projectReading } from './read-project';

/** Files of a workspace by their paths. */
type Texts = Readonly<Record<string, string>>;

function readerOf(texts: Texts): WorkspaceReader {
  const paths = Object.keys(texts);
  return {
    platform: 'linux',
    text: (path) => texts[path],
    exists: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
    tree: (folder) =>
      treeOf(
        folder === '.'
          ? paths
          : paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
      ),
  };
}

const APP = {
  'apps/a/Dockerfile': 'FROM a\nCOPY src /src\n',
  'apps/a/src/main': '',
  'apps/a/project.json': '{"name":"app"}',
};

interface Surroundings {
  readonly options?: object;
  readonly nxJson?: Fields;
  readonly isPackage?: boolean;
}

function read(texts: Texts, surroundings: Surroundings = {}) {
  return readOnly({ ...APP, ...texts }, surroundings);
}

function readOnly(texts: Texts, { options, nxJson = {}, isPackage = true }: Surroundings = {}) {
  const folder = {
    root: 'apps/a',
    dockerfiles: [{ file: 'apps/a/Dockerfile', variant: '' }],
    composeFile: undefined,
  };
  return projectReading({ options: readPluginOptions(options), nxJson, isPackage: () => isPackage })(
    folder,
    readerOf(texts),
  );
}

const withOptions = (options: object, more: object = {}): Texts => ({
  'apps/a/project.json': JSON.stringify({ name: 'app', targets: { 'docker-build': { options, ...more } } }),
});

describe('readProject', () => {
  it('reads a project, its Dockerfile and what that reads', () => {
    const project = read({ 'apps/a/.dockerignore': 'x' });
    expect(project).toMatchObject({
      named: {},
      facts: {
        root: 'apps/a',
        name: 'app',
        hasCompose: false,
        builds: [
          {
            target: 'docker-build',
            context: 'apps/a',
            writers: [],
            references: ['app:latest'],
            bases: ['a:latest'],
            sources: {
              dockerfiles: ['apps/a/Dockerfile'],
              contexts: [{ folder: 'apps/a', ignoreText: 'x' }],
            },
            globs: { include: ['apps/a/src/**/*'] },
          },
        ],
      },
    });
  });

  it.each<[string, Texts, Parameters<typeof read>[1], object]>([
    [
      'an own ignore file',
      { 'apps/a/Dockerfile.dockerignore': 'y' },
      {},
      { sources: { contexts: [{ ignoreText: 'y' }] } },
    ],
    [
      'sources in the workspace',
      { 'apps/a/Dockerfile': 'FROM a\nCOPY libs/x package.json /\n', 'libs/x/y': '', 'package.json': '' },
      {},
      { context: '.', globs: { include: ['libs/x/**/*', 'package.json'] } },
    ],
    [
      "the target's own context",
      withOptions({ context: 'workspace' }),
      {},
      { context: 'apps/a', reads: { context: '.' } },
    ],
    [
      'a Dockerfile that tokens and a needless ./ lead to',
      withOptions({ dockerfile: './{projectRoot}/docker/b.Dockerfile' }),
      {},
      {
        globs: { files: expect.arrayContaining(['{workspaceRoot}/apps/a/docker/b.Dockerfile']) as string[] },
      },
    ],
    [
      'package.json and project.json, which say more of one target',
      {
        'apps/a/package.json':
          '{"name": "a", "nx": {"targets": {"docker-build": {"options": {"context": "workspace", "target": "x"}}}}}',
        ...withOptions({ target: 'a' }),
      },
      {},
      { reads: { context: '.' } },
    ],
    [
      'links that a pattern stands for',
      {
        'apps/a/Dockerfile': 'FROM a\nCOPY src /src\nCOPY apps/a/conf* package.json /\n',
        'apps/a/conf.d -> ../../libs/conf': '',
        'libs/conf/x': '',
        'package.json': '',
      },
      { options: { context: 'workspace' } },
      {
        globs: { include: expect.arrayContaining(['libs/conf/**/*', 'apps/a/conf.d']) as string[] },
        reads: { behindLinks: ['apps/a/conf.d', 'libs/conf'] },
      },
    ],
    [
      'a context that is a link, and one by a name',
      {
        'real/y/src/z': '',
        'link -> real/y': '',
        'named -> real': '',
        ...withOptions({ context: 'link', buildContexts: ['n=./named/x'] }),
      },
      {},
      {
        globs: {
          files: expect.arrayContaining(['{workspaceRoot}/link', '{workspaceRoot}/named']) as string[],
          include: ['real/y/src/**/*', 'real/x/**/*'],
        },
        reads: { context: 'real/y' },
      },
    ],
    [
      "the plugin's option",
      {},
      { options: { context: 'workspace' } },
      { context: '.', reads: { context: '.' } },
    ],
    [
      'defaults of the workspace',
      {},
      { nxJson: { targetDefaults: { 'docker-build': { options: { target: 'a', context: 'x' } } } } },
      { sources: { contexts: [{ folder: 'x' }] } },
    ],
    [
      'what the target waits for by hand',
      {
        'apps/a/project.json':
          '{"name": "app", "targets": {"docker-build": {"dependsOn": ["...", "build"]}}}',
      },
      { nxJson: { targetDefaults: { 'docker-build': { dependsOn: ['^x'] } } } },
      {
        ownWaits: [
          [
            { target: 'x', projects: 'dependencies' },
            { target: 'build', projects: 'own' },
          ],
        ],
      },
    ],
    [
      'a configuration with another Dockerfile',
      withOptions({}, { configurations: { ci: { dockerfile: 'ci/Dockerfile' } } }),
      {},
      {
        sources: { dockerfiles: ['apps/a/Dockerfile', 'ci/Dockerfile'] },
        globs: { include: ['apps/a/src/**/*', 'apps/a/**/*'] },
      },
    ],
    [
      'outputs that are not there yet',
      {
        'apps/a/Dockerfile': 'FROM a\nCOPY dist/libs/b /b\n',
        'libs/b/project.json':
          '{"name":"b","targets":{"build":{"outputs":["{workspaceRoot}/dist/{projectRoot}"]}}}',
      },
      {},
      { context: '.', writers: ['b:build'], globs: { include: ['dist/libs/b', 'dist/libs/b/**/*'] } },
    ],
    [
      'outputs of its own',
      {
        'apps/a/Dockerfile': 'FROM a\nCOPY out /out\n',
        'apps/a/project.json': '{"name":"app","targets":{"bundle":{"outputs":["{projectRoot}/out"]}}}',
      },
      {},
      { context: 'apps/a', writers: ['app:bundle'] },
    ],
  ])('follows %s', (_, texts, surroundings, build) => {
    expect(read(texts, surroundings)?.facts.builds).toMatchObject([build]);
  });

  it('keeps nothing of values that may be secrets', () => {
    const project = read(
      withOptions({
        buildArgs: ['A=secret', 'B'],
        buildContexts: ['x=https://me:secret@example.com/a.git', 'y=docker-image://me:secret@example.com/a'],
      }),
    );
    expect(project?.facts.builds).toMatchObject([{ argsFromEnvironment: ['B'] }]);
    expect(JSON.stringify(project)).not.toContain('secret');
  });

  it.each<[string, boolean, object, string | undefined, object]>([
    ['of the workspace', true, {}, 'a-name', { context: '.' }],
    ['of an example', false, {}, undefined, {}],
    [
      'of an example, where all folders are projects',
      false,
      { inferProjects: true },
      'apps-a',
      { context: 'apps/a' },
    ],
  ])('takes the package.json %s as Nx does', (_, isPackage, options, name, reads) => {
    const packageJson =
      '{"name": "a-name", "nx": {"targets": {"docker-build": {"options": {"context": "workspace"}}}}}';
    const app = { 'apps/a/Dockerfile': APP['apps/a/Dockerfile'], 'apps/a/src/main': '' };
    const project = readOnly({ ...app, 'apps/a/package.json': packageJson }, { options, isPackage });
    expect(project?.named.name).toBe(name);
    if (name !== undefined) expect(project?.facts.builds).toMatchObject([{ reads }]);
  });

  it('knows no project where nobody declares one', () => {
    const texts: Texts = { 'apps/a/Dockerfile': 'FROM a' };
    const folder = {
      root: 'apps/a',
      dockerfiles: [{ file: 'apps/a/Dockerfile', variant: '' }],
      composeFile: undefined,
    };
    const reading = (options: object) =>
      projectReading({ options: readPluginOptions(options), nxJson: {}, isPackage: () => true })(
        folder,
        readerOf(texts),
      );
    expect(reading({})).toBeUndefined();
    const inferred = reading({ inferProjects: true });
    expect(inferred?.named.name).toBeDefined();
  });
});
