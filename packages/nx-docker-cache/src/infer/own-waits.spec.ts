import { isAwaited, readWaits } from './own-waits';

describe('a dependsOn that is written by hand', () => {
  it.each<[string, unknown, boolean]>([
    ['nothing', [], false],
    ['another target', ['build'], false],
    ['the same target of its own', ['docker-build'], false],
    ['that of its dependencies', ['^docker-build'], true],
    ['that of its dependencies, as an object', [{ dependencies: true, target: 'docker-build' }], true],
    ['another one of its dependencies', ['^build'], false],
    ['the project by name', [{ projects: ['x', 'base'], target: 'docker-build' }], true],
    ['the project as a text', [{ projects: 'base', target: 'docker-*' }], true],
    ['the project in front of the target', ['base:docker-build'], true],
    ['another project', [{ projects: ['base2'], target: 'docker-build' }], false],
    ['all projects', [{ projects: '*', target: 'docker-build' }], true],
    ['what is inferred as well', ['...', 'build'], true],
    ['what nobody understands', [1, {}, { projects: ['tag:x'], target: 'docker-build' }], false],
  ])('of %s', (_, written, awaited) => {
    expect(isAwaited(readWaits(written)!, 'app', { project: 'base', target: 'docker-build' })).toBe(awaited);
  });

  it('knows the other image of the same project', () => {
    const other = { project: 'app', target: 'docker-build-dev' };
    expect(isAwaited(readWaits(['docker-build-dev'])!, 'app', other)).toBe(true);
    expect(isAwaited(readWaits(['^docker-build-dev'])!, 'app', other)).toBe(false);
  });

  it.each([undefined, 'build', {}])('is none: %j', (written) => {
    expect(readWaits(written)).toBeUndefined();
  });
});
