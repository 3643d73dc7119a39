import { localContexts, ownBuildOptions } from './own-build-options';
import { readTarget, type Fields } from './project-file';

const PROJECT = { projectName: 'web', projectRoot: 'apps/web' };

const optionsOf = (target: Fields, ...defaults: readonly Fields[]) =>
  ownBuildOptions(readTarget(target), defaults.map(readTarget), PROJECT);

const NONE = {
  dockerfile: undefined,
  context: undefined,
  target: undefined,
  buildArgs: {},
  buildContexts: {},
  decidingArgs: [],
  image: undefined,
  tags: undefined,
};

describe('ownBuildOptions', () => {
  it.each<[string, Fields, object]>([
    ['nothing', {}, {}],
    ['texts', { context: '.', target: 'run', image: 'a:b' }, { context: '.', target: 'run', image: 'a:b' }],
    ['what is no text', { context: 3, tags: ['a', 4] }, { tags: ['a'] }],
    ['a list of arguments', { buildArgs: ['A=1', 'B', 'C='] }, { buildArgs: { A: '1', B: null, C: '' } }],
    ['named arguments', { buildArgs: { A: 1, B: null } }, { buildArgs: { A: '1', B: null } }],
    [
      'further arguments',
      { extraArgs: ['--build-arg', 'A=1', '--build-context=lib=./libs', '--target=x', '--quiet'] },
      { buildArgs: { A: '1' }, buildContexts: { lib: './libs' }, decidingArgs: ['--target=x'] },
    ],
    [
      'contexts',
      { buildContexts: ['a=docker-image://b:c=d'] },
      { buildContexts: { a: 'docker-image://b:c=d' } },
    ],
  ])('reads %s', (_, options, expected) => {
    expect(optionsOf({ options })).toEqual([{ ...NONE, ...expected }]);
  });

  it('lays configurations over options, and both over the defaults of the workspace', () => {
    const all = optionsOf(
      { options: { context: 'own' }, configurations: { ci: { target: 'ci' } } },
      { options: { context: 'default', target: 'default' }, configurations: { slim: { target: 'slim' } } },
    );
    expect(all.map(({ context, target }) => [context, target])).toEqual([
      ['own', 'default'],
      ['own', 'slim'],
      ['own', 'ci'],
    ]);
  });

  it('lays a configuration of the project over the one of the same name of the defaults', () => {
    const all = optionsOf(
      { options: {}, configurations: { ci: { context: 'own' } } },
      { options: {}, configurations: { ci: { context: 'default', target: 'default' } } },
    );
    expect(all.map(({ context, target }) => [context, target])).toEqual([
      [undefined, undefined],
      ['own', 'default'],
    ]);
  });

  it('replaces the tokens of Nx', () => {
    const options = {
      dockerfile: '{workspaceRoot}/docker/Dockerfile',
      context: '{projectRoot}/deploy',
      tags: ['ghcr.io/acme/{projectName}:1'],
      buildArgs: { NAME: '{projectName}' },
    };
    expect(optionsOf({ options })).toMatchObject([
      {
        dockerfile: 'docker/Dockerfile',
        context: 'apps/web/deploy',
        tags: ['ghcr.io/acme/web:1'],
        buildArgs: { NAME: 'web' },
      },
    ]);
  });

  it('has one for a target that nobody declares', () => {
    expect(ownBuildOptions(undefined, [], PROJECT)).toEqual([NONE]);
  });
});

it('knows which build contexts are folders of the workspace', () => {
  const buildContexts = {
    lib: './libs/x',
    image: 'docker-image://a',
    web: 'https://example.com/a.git',
    out: '../out',
    absolute: '/abs',
  };
  expect(localContexts({ buildContexts })).toEqual(['libs/x']);
});
