import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { projectsWithDockerfiles } from '../../../../../tools/bench/dockerfiles/projects';
import type { AddCacheMountsGeneratorSchema } from './schema';
import addCacheMountsGenerator from './generator';

async function generate(options: AddCacheMountsGeneratorSchema, files: Record<string, string>) {
  const tree = createTreeWithEmptyWorkspace();
  for (const [file, text] of Object.entries(files)) tree.write(file, text);
  let out = '';
  await addCacheMountsGenerator(tree, options, {
    terminal: { out: (text) => (out += text), err: (text) => (out += text) },
    projects: () => ({
      written: () => new Map([['web', { root: 'web' }]]),
      all: () => Promise.resolve(new Map([['web', { root: 'web' }]])),
    }),
  });
  return { dockerfile: tree.read('web/Dockerfile', 'utf8'), out };
}

const DOCKERFILE = 'FROM node:20\nRUN npm ci && pip install x\n';
const YARN = 'FROM node:20\nRUN yarn install\n';

describe('add-cache-mounts', () => {
  it('serves every tool', async () => {
    const { dockerfile } = await generate({ all: true }, { 'web/Dockerfile': DOCKERFILE });
    expect(dockerfile).toContain('target=/root/.npm');
    expect(dockerfile).toContain('target=/root/.cache/pip');
  });

  it('serves those that are named, and keeps ids apart', async () => {
    const { dockerfile } = await generate({ all: true, only: ['npm'] }, { 'web/Dockerfile': DOCKERFILE });
    expect(dockerfile).not.toContain('.cache/pip');
    const both = await generate({ all: true, id: 'acme' }, { 'web/Dockerfile': DOCKERFILE });
    expect(both.dockerfile).toContain('id=acme-npm,');
    expect(both.dockerfile).toContain('id=acme-pip,');
  });

  it('reads in the files of the project which Yarn it has', async () => {
    const files = { 'web/Dockerfile': YARN, 'web/package.json': '{"packageManager":"yarn@4.5.0"}' };
    expect((await generate({ project: 'web' }, files)).out).toContain('[packages-used-from-cache]');
    const linked = await generate(
      { project: 'web' },
      { ...files, 'web/.yarnrc.yml': 'nodeLinker: node-modules\n' },
    );
    expect(linked.dockerfile).toContain('target=/root/.yarn/berry/cache,sharing=locked');
  });

  it('puts installs above the copy of the sources, unless it is told not to', async () => {
    const files = {
      'web/Dockerfile': 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n',
      'web/package.json': '{}',
      'web/package-lock.json': '{}',
      'web/.dockerignore': 'node_modules\n',
      'web/src/index.ts': '',
    };
    const { dockerfile, out } = await generate({ project: 'web' }, files);
    expect(dockerfile).toContain('COPY package.json package-lock.json ./\nRUN --mount=');
    expect(out).toContain('~ COPY . .');
    const left = await generate({ project: 'web', reorder: false }, files);
    expect(left.dockerfile).not.toContain('package.json');
    expect(left.out).not.toContain('stays below');
  });

  /** `npm run bench:add-cache-mounts` says how long it takes: a test cannot know what else its machine does. */
  it('upgrades 200 projects', async () => {
    const { files, projects } = projectsWithDockerfiles(200);
    const tree = createTreeWithEmptyWorkspace();
    for (const [file, text] of Object.entries(files)) tree.write(file, text);
    let out = '';
    await addCacheMountsGenerator(
      tree,
      { all: true },
      {
        terminal: { out: (text) => (out += text), err: (text) => (out += text) },
        projects: () => ({ written: () => projects, all: () => Promise.resolve(projects) }),
      },
    );
    expect(out).toMatch(/^200 files +1\d\d upgraded /m);
  });
});
