import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { nxCheckRequest } from './nx-check-request';
import type { CheckExecutorSchema } from './schema';

const BUILD = 'nx-docker-cache:build';

function request(options: CheckExecutorSchema, targets: Readonly<Record<string, TargetConfiguration>>) {
  const context = {
    root: '/w',
    cwd: '/w',
    isVerbose: false,
    projectName: 'a',
    projectsConfigurations: { version: 2, projects: { a: { root: 'apps/a', targets } } },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  } satisfies ExecutorContext;
  return nxCheckRequest(options, context);
}

const targets: Readonly<Record<string, TargetConfiguration>> = {
  'docker-build': {
    executor: BUILD,
    options: { dockerfile: 'apps/a/Dockerfile', context: '.', cacheTo: ['type=inline'], builder: 'ci' },
  },
  'docker-build-dev': { executor: BUILD, options: { dockerfile: 'apps/a/Dockerfile.dev' } },
  'docker-again': { executor: BUILD, options: { dockerfile: 'apps/a/Dockerfile', context: 'x' } },
  test: { executor: 'nx:run-commands', options: { dockerfile: 'no' } },
};

it.each<[string, CheckExecutorSchema, Readonly<Record<string, TargetConfiguration>>, unknown]>([
  [
    'those of all build targets, each once',
    {},
    targets,
    [
      ['apps/a/Dockerfile', '.', ['type=inline']],
      ['apps/a/Dockerfile.dev', undefined, undefined],
    ],
  ],
  [
    'that of one target',
    { buildTarget: 'docker-build-dev' },
    targets,
    [['apps/a/Dockerfile.dev', undefined, undefined]],
  ],
  [
    'one that is named, built as by the build target',
    { dockerfile: 'b/Dockerfile', context: 'b' },
    targets,
    [['b/Dockerfile', 'b', ['type=inline']]],
  ],
  ['that of the project without build targets', {}, {}, [['apps/a/Dockerfile', undefined, undefined]]],
])('judges %s', (_, options, own, expected) => {
  const { dockerfiles } = request(options, own);
  expect(dockerfiles.map(({ shown, context, build }) => [shown, context, build?.cacheTo])).toEqual(expected);
});

it('judges the builder of the build target, unless another one is named', () => {
  expect(request({}, targets).builder).toBe('ci');
  expect(request({ builder: 'mine' }, targets).builder).toBe('mine');
});
