import { outputFolder } from './output-folder';

describe('outputFolder', () => {
  it.each([
    ['backend', 'docker-build', false, 'dist/docker/backend'],
    ['backend', 'docker-build-dev', true, 'dist/docker/backend/docker-build-dev'],
    ['@acme/api', 'docker-build', false, 'dist/docker/@acme/api'],
  ])('of %s %s', (project, target, isVariant, folder) => {
    expect(outputFolder({ project, target, isVariant })).toBe(folder);
  });

  it.each(['..', '../x', 'a/../../x', 'a\\..\\x', '/etc', ''])('is never outside: %j', (project) => {
    expect(() => outputFolder({ project, target: 't', isVariant: false })).toThrow('OPTION_TYPE');
  });
});
