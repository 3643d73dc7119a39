import { imageVariable } from '../image-state/variables';
import { DEFAULT_PLUGIN_OPTIONS } from './plugin-options';
import { NO_PROJECT_FILE, readProjectJson } from './project-file';
import { inferTargets, type InferenceFacts } from './targets';

const FACTS: InferenceFacts = {
  projectRoot: 'apps/a',
  projectName: 'a',
  project: NO_PROJECT_FILE,
  dockerfiles: [{ file: 'apps/a/Dockerfile', variant: '', context: 'apps/a' }],
  hasCompose: false,
  ignoreText: () => undefined,
  platform: 'linux',
};

const infer = (change: Partial<InferenceFacts> = {}) =>
  inferTargets({ ...FACTS, ...change }, DEFAULT_PLUGIN_OPTIONS);
const inputsOf = (change: Partial<InferenceFacts> = {}): readonly unknown[] =>
  infer(change).targets['docker-build']?.inputs ?? [];

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
          '{options.outputPath}/build.json',
          '{options.outputPath}/metadata.json',
        ],
      },
    });
    expect(variables).toEqual([imageVariable('apps/a', 'docker-build')]);
    expect(inputsOf()).toEqual(
      expect.arrayContaining([
        '{projectRoot}/Dockerfile',
        '{projectRoot}/Dockerfile.dockerignore',
        '{workspaceRoot}/apps/a/**/*',
        '{workspaceRoot}/apps/a/.dockerignore',
        { externalDependencies: [] },
        { env: 'DOCKER_HOST' },
        { env: imageVariable('apps/a', 'docker-build') },
      ]),
    );
  });

  it('gives every variant a target and an output folder of its own', () => {
    const { targets } = infer({
      dockerfiles: [
        ...FACTS.dockerfiles,
        { file: 'apps/a/Dockerfile.dev', variant: 'dev', context: 'apps/a' },
      ],
    });
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
    const { targets } = inferTargets(FACTS, {
      ...DEFAULT_PLUGIN_OPTIONS,
      reportTarget: false,
      pruneTarget: 'clear',
    });
    expect(targets).toMatchObject({
      'docker-cache-status': { executor: 'nx-docker-cache:cache-status', cache: false },
      clear: { executor: 'nx-docker-cache:prune', cache: false },
    });
    expect(Object.keys(targets)).not.toContain('docker-report');
  });

  it('infers nothing that the options switch off', () => {
    expect(inferTargets(FACTS, { ...DEFAULT_PLUGIN_OPTIONS, buildTarget: false })).toEqual({
      targets: {},
      variables: [],
    });
  });

  it('gives a project with a compose file its targets, with a Dockerfile or without', () => {
    const alone = inferTargets({ ...FACTS, hasCompose: true, dockerfiles: [] }, DEFAULT_PLUGIN_OPTIONS);
    expect(alone).toMatchObject({
      targets: {
        'compose-build': { executor: 'nx-docker-cache:compose-build', cache: false },
        'compose-up': { executor: 'nx-docker-cache:compose-up', cache: false },
        'compose-down': { executor: 'nx-docker-cache:compose-down', cache: false },
      },
      variables: [],
    });
    const both = inferTargets(
      { ...FACTS, hasCompose: true },
      { ...DEFAULT_PLUGIN_OPTIONS, composeUpTarget: 'up', composeDownTarget: false },
    );
    expect(Object.keys(both.targets)).toEqual(
      expect.arrayContaining(['docker-build', 'compose-build', 'up']),
    );
    expect(Object.keys(both.targets)).not.toContain('compose-down');
  });

  it('looks on disk for what git ignores, but not into folders that every command changes', () => {
    expect(inputsOf()).toEqual(
      expect.arrayContaining([
        { fileset: '{workspaceRoot}/apps/a/**/*', includeIgnored: true },
        { fileset: '!{workspaceRoot}/apps/a/.git/**/*', includeIgnored: true },
        { fileset: '!{workspaceRoot}/apps/a/**/node_modules/**/*', includeIgnored: true },
      ]),
    );
  });

  it('leaves out what the ignore file excludes', () => {
    const ignoreText = (dockerfile: string, context: string): string => `${dockerfile} ${context}\nREADME.md`;
    expect(inputsOf({ ignoreText })).toContain('!{workspaceRoot}/apps/a/README.md');
  });

  it('hashes the workspace without the records of builds when it is the context', () => {
    const inputs = inputsOf({ dockerfiles: [{ file: 'apps/a/Dockerfile', variant: '', context: '.' }] });
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{workspaceRoot}/**/*',
        '!{workspaceRoot}/dist/docker/**/*',
        '{projectRoot}/Dockerfile',
      ]),
    );
  });

  it('works for the project at the root of the workspace', () => {
    const inputs = inputsOf({
      projectRoot: '.',
      dockerfiles: [{ file: 'Dockerfile', variant: '', context: '.' }],
    });
    expect(inputs).toEqual(expect.arrayContaining(['{projectRoot}/Dockerfile', '{workspaceRoot}/**/*']));
  });

  it('hashes what the options and configurations of the project itself lead to', () => {
    const project = readProjectJson(
      JSON.stringify({
        targets: {
          'docker-build': {
            options: { context: 'workspace', buildArgs: ['VERSION'] },
            configurations: { ci: { dockerfile: 'docker/ci.Dockerfile', context: 'project' } },
          },
        },
      }),
    );
    const inputs = inputsOf({ project });
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{projectRoot}/Dockerfile',
        '{workspaceRoot}/docker/ci.Dockerfile',
        '{workspaceRoot}/docker/ci.Dockerfile.dockerignore',
        '{workspaceRoot}/**/*',
        '{workspaceRoot}/apps/a/**/*',
        { env: 'VERSION' },
      ]),
    );
  });
});
