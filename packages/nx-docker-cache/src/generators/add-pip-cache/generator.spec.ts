import { addProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { ProductError } from '../../errors/product-error';
import addPipCacheGenerator from './generator';
import type { Projects } from '../project-dockerfiles';
import type { AddPipCacheGeneratorSchema } from './schema';
import { recordedSurroundings } from '../testing/recorded-surroundings';

const OLD = 'FROM python:3.11-slim\nRUN pip install --no-cache-dir -r requirements.txt\n';
const NEW =
  'FROM python:3.11-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n';

let tree: Tree;
let printed: { out: string; err: string };

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  printed = { out: '', err: '' };
  addProjectConfiguration(tree, 'backend', { root: 'backend', targets: {} });
});

/** `inferred`: projects that only a plugin knows. */
function generate(options: AddPipCacheGeneratorSchema, inferred: Projects = new Map()): Promise<void> {
  return addPipCacheGenerator(tree, options, recordedSurroundings(printed, inferred));
}

async function failure(options: AddPipCacheGeneratorSchema): Promise<string> {
  const error: unknown = await generate(options).catch((thrown: unknown) => thrown);
  return error instanceof ProductError ? error.code : String(error);
}

describe('add-pip-cache', () => {
  it("upgrades every Dockerfile in the project's folder, and no other", async () => {
    const own = ['backend/Dockerfile', 'backend/dev.Dockerfile', 'backend/Dockerfile.prod'];
    const others = [
      'backend/Dockerfile.md',
      'backend/docker/Dockerfile',
      'Dockerfile',
      'frontend/Dockerfile',
    ];
    for (const file of [...own, ...others]) tree.write(file, OLD);
    await generate({ project: 'backend' });
    expect(own.map((file) => tree.read(file, 'utf8'))).toEqual(own.map(() => NEW));
    expect(others.map((file) => tree.read(file, 'utf8'))).toEqual(others.map(() => OLD));
  });

  it('says what it did, and what it left alone and why', async () => {
    tree.write('backend/Dockerfile', `${OLD}USER app\nRUN pip install x\n`);
    await generate({ project: 'backend' });
    expect(printed.out).toBe(
      [
        'backend/Dockerfile',
        '  2  + --mount=type=cache,target=/root/.cache/pip  (pip: downloads and the wheels that pip built from source archives)',
        '  2  - --no-cache-dir  (pip: it switches the cache off)',
        '  4  ! pip left alone: the mount must belong to the user of this RUN, and the number of that user is not known (USER app); name the user by number (`USER 1000:1000`), or create it with a fixed one (`useradd --uid 1000`) [user-unknown]',
        'what the recipes do: node_modules/nx-docker-cache/docs/recipes.md#pip',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, string, AddPipCacheGeneratorSchema, string]>([
    [
      'could move',
      'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n',
      {},
      '  hint: --reorder moves COPY . . (line 3) below the install of pip: a change of the sources then installs nothing anew\n',
    ],
    [
      'would have to stay',
      'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install .\n',
      {},
      '  hint: pip (line 4) installs anew with every change of the sources, and --reorder leaves that: ',
    ],
  ])('hints at --reorder where the install %s', async (_, text, options, hint) => {
    tree.write('backend/requirements.txt', 'flask==3.0.3\n');
    tree.write('backend/Dockerfile', text);
    await generate({ project: 'backend', ...options });
    expect(printed.out).toContain(hint);
    expect(tree.read('backend/Dockerfile', 'utf8')).toMatch(/COPY[^]*RUN/);
    printed.out = '';
    tree.write('backend/Dockerfile', text);
    await generate({ project: 'backend', ...options, reorder: true });
    expect(printed.out).not.toContain('hint:');
  });

  it('lets pip compile on all cores where that is asked for', async () => {
    tree.write('backend/Dockerfile', OLD);
    await generate({ project: 'backend', bytecode: 'parallel' });
    const text = tree.read('backend/Dockerfile', 'utf8');
    expect(text).toContain('    /opt/pip-compile/pip install --no-compile -r requirements.txt');
    expect(text).toContain('--mount=type=cache,target=/root/.cache/pip');
  });

  it('changes nothing the second time', async () => {
    tree.write('backend/Dockerfile', OLD);
    await generate({ project: 'backend' });
    printed.out = '';
    await generate({ project: 'backend' });
    expect(tree.read('backend/Dockerfile', 'utf8')).toBe(NEW);
    expect(printed.out).toBe(
      'backend/Dockerfile\n  2  = pip has its cache mount\nwhat the recipes do: node_modules/nx-docker-cache/docs/recipes.md#pip\n',
    );
  });

  it('finds a project that exists by inference only', async () => {
    tree.write('api/Dockerfile', OLD);
    await generate({ project: 'api' }, new Map([['api', { root: 'api' }]]));
    expect(tree.read('api/Dockerfile', 'utf8')).toBe(NEW);
  });

  it('finds a Dockerfile that a build target names', async () => {
    tree.write('docker/api.dockerfile', OLD);
    const targets = {
      image: { executor: 'nx-docker-cache:build', options: { dockerfile: './docker/api.dockerfile' } },
    };
    await generate({ project: 'api' }, new Map([['api', { root: 'api', targets }]]));
    expect(tree.read('docker/api.dockerfile', 'utf8')).toBe(NEW);
  });

  it.each(['backend/docker/x', 'docker/x'])(
    'takes --dockerfile=%s from the workspace or the project',
    async (dockerfile) => {
      tree.write('backend/docker/x', OLD);
      await generate({ project: 'backend', dockerfile });
      expect(tree.read('backend/docker/x', 'utf8')).toBe(NEW);
    },
  );

  it('takes a Dockerfile without a project', async () => {
    tree.write('docker/x', OLD);
    await generate({ dockerfile: 'docker/x' });
    expect(tree.read('docker/x', 'utf8')).toBe(NEW);
  });

  it('upgrades all projects, and goes on after a Dockerfile that cannot be read', async () => {
    tree.write('backend/Dockerfile', 'FROM x\nNONSENSE=\nRUN <<EOF\n');
    tree.write('api/Dockerfile', OLD);
    tree.write('not-a-project/Dockerfile', OLD);
    await generate({ all: true }, new Map([['api', { root: 'api' }]]));
    expect(tree.read('api/Dockerfile', 'utf8')).toBe(NEW);
    expect(tree.read('not-a-project/Dockerfile', 'utf8')).toBe(OLD);
    expect(printed.err).toContain('DOCKERFILE_SYNTAX');
    expect(printed.err).toContain('backend/Dockerfile:3');
    expect(printed.out).toMatch(/^backend\/Dockerfile +failed$/m);
    expect(printed.out).toMatch(/^2 files +1 upgraded, 1 failed +1 +0$/m);
  });

  it('passes its options on', async () => {
    tree.write('backend/Dockerfile', `${OLD}ONBUILD RUN pip install x\n`);
    await generate({ project: 'backend', sharing: 'locked', id: 'acme', onbuild: true, syntax: true });
    expect(tree.read('backend/Dockerfile', 'utf8')).toBe(
      [
        '# syntax=docker/dockerfile:1',
        'FROM python:3.11-slim',
        'RUN --mount=type=cache,id=acme,target=/root/.cache/pip,sharing=locked \\',
        '    pip install -r requirements.txt',
        'ONBUILD RUN --mount=type=cache,id=acme,target=/root/.cache/pip,sharing=locked \\',
        '    pip install x',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, AddPipCacheGeneratorSchema, string]>([
    ['no project', {}, 'OPTION_TYPE'],
    ['a project that is none', { project: 'nope' }, 'PROJECT_UNKNOWN'],
    ['a project without Dockerfile', { project: 'backend' }, 'DOCKERFILE_MISSING'],
    ['a Dockerfile that is missing', { project: 'backend', dockerfile: 'x' }, 'DOCKERFILE_MISSING'],
    ['a folder', { dockerfile: 'backend' }, 'DOCKERFILE_IS_DIRECTORY'],
    ['an id that breaks out of the flag', { dockerfile: 'empty', id: 'a,target=/' }, 'OPTION_TYPE'],
    ['a Dockerfile outside of the workspace', { dockerfile: '../outside' }, 'OUTSIDE_WORKSPACE'],
    ['an empty Dockerfile', { dockerfile: 'empty' }, 'DOCKERFILE_SYNTAX'],
    ['bytes that are not UTF-8', { dockerfile: 'bytes' }, 'DOCKERFILE_NOT_UTF8'],
  ])('refuses %s', async (_, options, code) => {
    tree.write('empty', '');
    tree.write('../outside', OLD);
    tree.write('bytes', Buffer.from([0x46, 0xff, 0xfe]));
    expect(await failure(options)).toBe(code);
  });
});
