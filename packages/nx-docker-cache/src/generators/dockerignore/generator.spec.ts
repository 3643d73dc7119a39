import { addProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { ProductError } from '../../errors/product-error';
import dockerignoreGenerator from './generator';
import type { DockerignoreGeneratorSchema } from './schema';
import { recordedSurroundings } from '../testing/recorded-surroundings';

let tree: Tree;
let printed: { out: string; err: string };

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  printed = { out: '', err: '' };
  for (const name of ['api', 'web']) addProjectConfiguration(tree, name, { root: name, targets: {} });
});

function generate(options: DockerignoreGeneratorSchema): Promise<void> {
  return dockerignoreGenerator(tree, options, recordedSurroundings(printed));
}

const COPY_SRC = 'FROM alpine:3.22\nCOPY src /app\n';

describe('dockerignore', () => {
  it('writes an ignore file in the context, and says why each line is in it', async () => {
    for (const file of ['src/a.sh', 'docs/x.md']) tree.write(`api/${file}`, '');
    tree.write('api/Dockerfile', COPY_SRC);
    await generate({ project: 'api' });
    const text = tree.read('api/.dockerignore', 'utf8');
    expect(text).toBe(
      [
        '# made by tools on the machine of a developer',
        '**/.git',
        '',
        '# read by no instruction',
        'docs',
        'project.json',
        '',
      ].join('\n'),
    );
    expect(printed.out).toContain('api/.dockerignore\n  # made by');
    await generate({ project: 'api' });
    expect(tree.read('api/.dockerignore', 'utf8')).toBe(text);
    expect(printed.out).toContain('api/.dockerignore: nothing to add\n');
  });

  it('keeps what another Dockerfile of the same context reads', async () => {
    for (const file of ['src/a.sh', 'docs/x.md']) tree.write(`api/${file}`, '');
    tree.write('api/Dockerfile', COPY_SRC);
    tree.write('api/docs.Dockerfile', 'FROM x\nCOPY docs /d\n');
    await generate({ dockerfile: 'Dockerfile', project: 'api' });
    expect(tree.read('api/.dockerignore', 'utf8')).not.toContain('docs');
  });

  it.each<[string, object | undefined, object | undefined]>([
    ['its target, without an executor', { options: { context: '.' } }, undefined],
    ['its target, with tokens', { options: { context: '{workspaceRoot}/.' } }, undefined],
    ['a target of another name', undefined, { buildTarget: 'image' }],
    ['the plugin', undefined, { context: 'workspace' }],
  ])('takes the context from %s', async (_, target, options) => {
    const name = target === undefined ? 'image' : 'docker-build';
    const targets = { [name]: target ?? { options: { context: '.' } } };
    addProjectConfiguration(tree, 'one', { root: 'apps/one', targets });
    if (options !== undefined)
      tree.write('nx.json', JSON.stringify({ plugins: [{ plugin: 'nx-docker-cache', options }] }));
    tree.write('apps/one/Dockerfile', 'FROM alpine:3.22\nCOPY . .\n');
    await generate({ project: 'one' });
    expect(tree.exists('apps/one/.dockerignore')).toBe(false);
    expect(tree.read('apps/one/Dockerfile.dockerignore', 'utf8')).toBe(
      [
        '# made by tools on the machine of a developer',
        '**/.git',
        '**/.nx',
        '',
        '# records of builds, which each build writes anew',
        'dist/docker',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, object]>([
    ['another variant', { 'docker-build-dev': { options: { context: '.' } } }],
    ['another target', { deploy: { options: { context: '.' } } }],
    ['a command', { 'docker-build': { command: 'x', options: { context: '.' } } }],
  ])('does not take the context from %s', async (_, targets) => {
    addProjectConfiguration(tree, 'one', { root: 'apps/one', targets: { ...targets } });
    tree.write('apps/one/Dockerfile', 'FROM alpine:3.22\nCOPY . .\n');
    await generate({ project: 'one' });
    expect(tree.exists('apps/one/.dockerignore')).toBe(true);
  });

  it('writes beside the Dockerfile where the context is the workspace', async () => {
    tree.write('libs/a.sh', '');
    tree.write('api/Dockerfile', 'FROM x\nCOPY libs /l\n');
    tree.write('web/Dockerfile', 'FROM x\nCOPY web/Dockerfile /l\n');
    await generate({ all: true });
    expect(tree.read('api/Dockerfile.dockerignore', 'utf8')).toContain('\nweb\n');
    expect(tree.exists('.dockerignore')).toBe(false);
  });

  it('completes the file in force', async () => {
    tree.write('api/src/a', '');
    tree.write('api/docs/a', '');
    tree.write('api/Dockerfile', COPY_SRC);
    tree.write('api/Dockerfile.dockerignore', '**/.git\n');
    await generate({ project: 'api' });
    expect(tree.read('api/Dockerfile.dockerignore', 'utf8')).toBe(
      '**/.git\n\n# read by no instruction\ndocs\nproject.json\n',
    );
  });

  it('goes on after what it cannot read, with --all only', async () => {
    tree.write('api/Dockerfile', COPY_SRC);
    tree.write('api/.dockerignore', '[\n');
    tree.write('web/Dockerfile', COPY_SRC);
    await generate({ all: true });
    expect(printed.err).toContain('IGNORE_FILE_INVALID');
    expect(tree.read('api/.dockerignore', 'utf8')).toBe('[\n');
    expect(tree.exists('web/.dockerignore')).toBe(true);
    const error: unknown = await generate({ project: 'api' }).catch((thrown: unknown) => thrown);
    expect(error instanceof ProductError && error.code).toBe('IGNORE_FILE_INVALID');
  });
});
