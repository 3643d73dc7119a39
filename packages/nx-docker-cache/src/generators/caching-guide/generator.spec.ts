import { addProjectConfiguration, getProjects, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { ProductError } from '../../errors/product-error';
import { buildLine } from '../../timing/history/lines';
import { exampleEntry } from '../../timing/testing/runs';
import cachingGuideGenerator from './generator';

const FILE = 'DOCKER_CACHING_GUIDE.md';

let tree: Tree;
let out: string;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  out = '';
});

function generate(options: { readonly file?: string } = {}, history: readonly string[] = []): Promise<void> {
  return cachingGuideGenerator(tree, options, {
    terminal: {
      out: (text) => {
        out += text;
      },
      err: () => undefined,
    },
    projects: (from) => ({
      written: () => getProjects(from),
      all: () => Promise.resolve(getProjects(from)),
    }),
    machine: 'm',
    history: () => history,
  });
}

describe('caching-guide', () => {
  it('tells the projects with images, and those alone', async () => {
    const targets = { image: { executor: 'nx-docker-cache:build' } };
    addProjectConfiguration(tree, 'api', { root: 'api', targets });
    addProjectConfiguration(tree, 'web', { root: 'web', targets: {} });
    tree.write('api/Dockerfile', 'FROM x\nRUN --mount=type=cache,target=/root/.cache/pip pip install y\n');
    tree.write('api/broken.Dockerfile', 'FROM x\nRUN <<EOF\n');
    await generate();
    const text = tree.read(FILE, 'utf8') ?? '';
    expect(text).toContain('| `api` | `api/Dockerfile` | `image` | pip: `/root/.cache/pip` |');
    expect(text).toContain(
      '| `api` | `api/broken.Dockerfile` | `image` | cannot be read (DOCKERFILE_SYNTAX) |',
    );
    expect(text).not.toContain('`web`');
  });

  it('tells the times of targets, and not of builds that the command made', async () => {
    const targets = { image: { executor: 'nx-docker-cache:build' }, build: { executor: '@nx/js:tsc' } };
    addProjectConfiguration(tree, 'api', { root: 'api', targets });
    const built = (project: string, target: string): string =>
      buildLine(exampleEntry({ project, target, machine: 'm', outcome: 'success' }));
    const lines = [built('api', 'image'), built('api', 'build'), built('elsewhere', 'build')];
    await generate({}, [lines.join('\n')]);
    const text = tree.read(FILE, 'utf8') ?? '';
    expect(text).toContain('| `api:image` |');
    expect(text).not.toContain(':build` |');
  });

  it('keeps what was written by hand, and says when nothing has changed', async () => {
    await generate();
    tree.write(FILE, `${tree.read(FILE, 'utf8') ?? ''}\nMine.\n`);
    await generate();
    expect(tree.read(FILE, 'utf8')).toMatch(/\nMine\.\n$/);
    expect(out).toBe(`${FILE}: nothing has changed\n`);
  });

  it.each([
    ['../x.md', 'OUTSIDE_WORKSPACE'],
    ['/x.md', 'OUTSIDE_WORKSPACE'],
    ['.', 'OUTSIDE_WORKSPACE'],
    ['broken.md', 'GUIDE_MARKERS'],
  ])('refuses %s', async (file, code) => {
    tree.write('broken.md', '<!-- nx-docker-cache:times -->\n');
    const error: unknown = await generate({ file }).catch((thrown: unknown) => thrown);
    expect(error instanceof ProductError && error.code).toBe(code);
    expect(tree.read('broken.md', 'utf8')).toBe('<!-- nx-docker-cache:times -->\n');
  });
});
