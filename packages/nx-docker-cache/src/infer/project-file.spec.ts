import { readPackageJson, readProjectJson } from './project-file';

describe('readProjectJson', () => {
  it('reads the name and what its targets say of builds', () => {
    const options = { context: './', buildArgs: ['A=1', 'B'] };
    const text = JSON.stringify({
      name: 'backend',
      targets: {
        'docker-build': { options, configurations: { ci: { context: 'apps' } } },
        test: { executor: 'x:y', outputs: ['{projectRoot}/dist', 3] },
      },
    });
    expect(readProjectJson(text)).toEqual({
      name: 'backend',
      targets: {
        'docker-build': {
          executor: undefined,
          options,
          configurations: { ci: { context: 'apps' } },
          outputs: [],
        },
        test: { executor: 'x:y', options: {}, configurations: {}, outputs: ['{projectRoot}/dist'] },
      },
    });
  });

  it('reads comments and trailing commas, as Nx does', () => {
    const text =
      '{\n  // who\n  "name": "backend", /* what */ "targets": { "a": { "options": { "context": "x", }, }, },\n}';
    expect(readProjectJson(text)).toMatchObject({
      name: 'backend',
      targets: { a: { options: { context: 'x' } } },
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
