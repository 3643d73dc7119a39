import { inputGlobs } from './input-globs';
import { WHOLE_CONTEXT } from './read-places';

const globsOf = (projectRoot: string, dockerfile: string, folder = projectRoot) =>
  inputGlobs({
    projectRoot,
    dockerfiles: [dockerfile],
    contexts: [{ folder, ignoreText: undefined, places: WHOLE_CONTEXT }],
  });

describe('the globs of a build', () => {
  it.each([
    ['in the folder of its project', 'apps/a', 'apps/a/Dockerfile', '{projectRoot}/Dockerfile'],
    [
      'further below, where another project may be',
      'apps/a',
      'apps/a/docker/Dockerfile',
      '{workspaceRoot}/apps/a/docker/Dockerfile',
    ],
    ['of the workspace', '.', 'Dockerfile', '{projectRoot}/Dockerfile'],
    ['below the workspace', '.', 'apps/x/Dockerfile', '{workspaceRoot}/apps/x/Dockerfile'],
    ['elsewhere', 'apps/a', 'docker/Dockerfile', '{workspaceRoot}/docker/Dockerfile'],
    ['in a folder with signs of a glob', 'apps/[web]', 'apps/[web]/Dockerfile', '{workspaceRoot}/apps/**/*'],
    ['in one of the workspace', '(web)', '(web)/Dockerfile', '{workspaceRoot}/**/*'],
  ])('name a Dockerfile %s', (_, projectRoot, dockerfile, expected) => {
    expect(globsOf(projectRoot, dockerfile).files[0]).toBe(expected);
  });

  it('take what is around a context whose name holds signs of a glob', () => {
    expect(globsOf('apps/[web]', 'apps/[web]/Dockerfile')).toMatchObject({
      include: ['apps/**/*'],
      exclude: [],
    });
    expect(globsOf('(web)', '(web)/Dockerfile')).toMatchObject({ include: ['**/*'], exclude: [] });
  });
});
