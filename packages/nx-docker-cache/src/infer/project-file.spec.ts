import { readPackageJson, readProjectJson } from './project-file';

describe('readProjectJson', () => {
  it('reads the name and what its targets say of builds', () => {
    const text = JSON.stringify({
      name: 'backend',
      targets: {
        'docker-build': {
          options: { context: './', dockerfile: 'docker/Dockerfile', buildArgs: ['A=1', 'B'] },
          configurations: { ci: { context: 'apps', buildArgs: { C: null, D: '1' } } },
        },
        test: { executor: 'x:y' },
      },
    });
    expect(readProjectJson(text)).toEqual({
      name: 'backend',
      targets: {
        'docker-build': {
          executor: undefined,
          options: [
            { dockerfile: 'docker/Dockerfile', context: '.', argsFromEnvironment: ['B'] },
            { dockerfile: undefined, context: 'apps', argsFromEnvironment: ['C'] },
          ],
        },
        test: {
          executor: 'x:y',
          options: [{ dockerfile: undefined, context: undefined, argsFromEnvironment: [] }],
        },
      },
    });
  });

  it.each(['', '{', '[]', '1', '{"targets": 3}', '{"targets": {"a": null}}', '{"name": 4}'])(
    'takes %j for what it can',
    (text) => {
      expect(readProjectJson(text).name).toBeUndefined();
    },
  );
});

describe('readPackageJson', () => {
  it.each([
    ['{"name": "@acme/api"}', '@acme/api'],
    ['\uFEFF{"name": "api", "nx": {"name": "web"}}', 'web'],
    ['{}', undefined],
  ])('%s is named %s', (text, name) => {
    expect(readPackageJson(text).name).toBe(name);
  });
});
