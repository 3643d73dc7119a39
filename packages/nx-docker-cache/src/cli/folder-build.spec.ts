import { folderBuild } from './folder-build';

describe('a build without Nx is called', () => {
  it.each<[string, string, string | undefined, string, string, string?]>([
    ['by its folder', '/w/api/Dockerfile', '/w/api', 'api', 'build'],
    ['by the folder of its Dockerfile, in a context above it', '/w/api/Dockerfile', '/w', 'api', 'build'],
    [
      'by its context, which the Dockerfile lies outside of',
      '/w/docker/Dockerfile',
      '/w/api',
      'api',
      'build',
    ],
    ['with the variant', '/w/api/Dockerfile.dev', '/w/api', 'api', 'build-dev', 'dev'],
    ['the same by who knows no context', '/w/api/dev.Dockerfile', undefined, 'api', 'build-dev', 'dev'],
    ['without one for other names', '/w/api/Containerfile', '/w/api', 'api', 'build'],
  ])('%s', (_, dockerfile, context, project, target, variant = '') => {
    expect(folderBuild(dockerfile, context)).toEqual({ project, target, variant });
  });
});
