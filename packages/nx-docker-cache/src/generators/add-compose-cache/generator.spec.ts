import { addProjectConfiguration, getProjects, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { ProductError } from '../../errors/product-error';
import addComposeCacheGenerator from './generator';
import type { AddComposeCacheGeneratorSchema } from './schema';

const COMPOSE = 'services:\n  web:\n    build: .\n';

let tree: Tree;
let out: string;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  out = '';
  addProjectConfiguration(tree, 'shop', { root: 'shop', targets: {} });
  tree.write('shop/docker-compose.yml', COMPOSE);
});

const generate = (options: AddComposeCacheGeneratorSchema): Promise<void> =>
  addComposeCacheGenerator(tree, options, {
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
  });

describe('add-compose-cache', () => {
  it('shows what it changes, and finds nothing to do the second time', async () => {
    await generate({ project: 'shop', cacheFrom: ['type=gha'] });
    expect(tree.read('shop/docker-compose.yml', 'utf8')).toBe(
      'services:\n  web:\n    build:\n      context: .\n      cache_from:\n        - "type=gha"\n',
    );
    expect(out).toContain('+      context: .');
    out = '';
    await generate({ project: 'shop', cacheFrom: ['type=gha'] });
    expect(out).toBe('shop/docker-compose.yml: nothing to change\n');
  });

  it('takes a file, and says what it left alone', async () => {
    tree.write('x.yaml', 'services:\n  web:\n    build: {context: .}\n');
    await generate({ file: 'x.yaml', cacheTo: ['type=inline'] });
    expect(out).toContain('! web left alone: its build section stands on one line');
  });

  it.each<[AddComposeCacheGeneratorSchema, string]>([
    [{ project: 'shop' }, 'OPTION_TYPE'],
    [{ cacheFrom: ['a'] }, 'OPTION_TYPE'],
    [{ project: 'nope', cacheFrom: ['a'] }, 'PROJECT_UNKNOWN'],
    [{ file: 'nope.yaml', cacheFrom: ['a'] }, 'OPTION_TYPE'],
    [{ file: 'bad.yaml', cacheFrom: ['a'] }, 'COMPOSE_NOT_READ'],
  ])('refuses %j', async (options, code) => {
    tree.write('bad.yaml', 'services: [\n');
    const error: unknown = await generate(options).catch((thrown: unknown) => thrown);
    expect(error instanceof ProductError && error.code).toBe(code);
  });
});
