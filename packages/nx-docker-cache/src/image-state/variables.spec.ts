import { imageVariable } from './variables';

describe('imageVariable', () => {
  it.each([
    ['apps/backend', 'docker-build'],
    ['.', 'docker-build'],
    ['apps/größe 1', 'docker-build-dev'],
    ['a/'.repeat(200), 'docker-build'],
  ])('names %s, %s as an environment can', (root, target) => {
    expect(imageVariable(root, target)).toMatch(/^NX_DOCKER_CACHE_IMAGE_[A-Z0-9_]{1,91}$/);
  });

  it('tells targets apart that read alike', () => {
    const names = [
      imageVariable('apps/a', 'docker-build'),
      imageVariable('apps-a', 'docker-build'),
      imageVariable('apps/a_docker', 'build'),
      imageVariable('Apps/a', 'docker-build'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
