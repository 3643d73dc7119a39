import { targetNameOf, variantOf, variantOfTarget } from './dockerfile-names';

describe('variantOf', () => {
  it.each([
    ['Dockerfile', ''],
    ['Dockerfile.dev', 'dev'],
    ['dev.Dockerfile', 'dev'],
    ['web.prod.Dockerfile', 'web.prod'],
    ['Dockerfile.prod.arm64', 'prod.arm64'],
    ['Dockerfile.dockerignore', undefined],
    ['Dockerfile.dev.dockerignore', undefined],
    ['dev.Dockerfile.dockerignore', undefined],
    ['Dockerfile.bak', undefined],
    ['Dockerfile.ORIG', undefined],
    ['Dockerfile.dev~', undefined],
    ['Dockerfile.md', undefined],
    ['Dockerfile.j2', undefined],
    ['dockerfile', undefined],
    ['Dockerfile.', undefined],
    ['.Dockerfile', undefined],
    ['myDockerfile', undefined],
  ])('%s → %s', (name, variant) => {
    expect(variantOf(name)).toBe(variant);
  });
});

describe('targetNameOf', () => {
  it.each([
    ['docker-build', '', 'docker-build'],
    ['docker-build', 'dev', 'docker-build-dev'],
    ['image', 'web.prod', 'image-web.prod'],
    ['docker-build', 'a:b c', 'docker-build-a-b-c'],
  ])('%s for %j → %s', (base, variant, name) => {
    expect(targetNameOf(base, variant)).toBe(name);
  });
});

describe('variantOfTarget', () => {
  it.each([
    ['docker-build', 'Dockerfile', ''],
    ['docker-build-dev', 'Dockerfile.dev', 'dev'],
    ['docker-build-my-env', 'my env.Dockerfile', 'my env'],
    ['docker-build', 'Dockerfile.prod', ''],
    ['docker-build-dev', 'Dockerfile.prod', ''],
    ['docker-build-dev', 'Containerfile', ''],
  ])('of %s with %s: %j', (target, fileName, variant) => {
    expect(variantOfTarget(target, fileName)).toBe(variant);
  });
});
