import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dockerLog, type DockerLog } from './support/docker-log';
import { images } from './support/images';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const imageOf = (project: string): string => `e2e-${suffix}/${project}:latest`;

/** A project whose only file for the image is `content`; `other` is left out by the ignore file. */
function project(name: string): Record<string, string | object> {
  return {
    [`apps/${name}/project.json`]: {
      name,
      targets: { 'docker-build': { options: { image: imageOf(name) } } },
    },
    [`apps/${name}/Dockerfile`]: 'FROM scratch\nCOPY content /\n',
    [`apps/${name}/.dockerignore`]: 'other\n',
    [`apps/${name}/content`]: 'first',
    [`apps/${name}/other`]: 'first',
  };
}

/** The way of a user through one workspace, step by step: each test goes on where the one before left it. */
describe('a workspace with the packed plugin', () => {
  let workspace: Workspace;
  let log: DockerLog;
  const engine = images();

  beforeAll(async () => {
    log = dockerLog(scratchFolder('docker-log', randomUUID()));
    workspace = await createWorkspace({
      env: { PATH: log.path },
      plugin: false,
      files: {
        ...project('api'),
        ...project('web'),
        // By this Nx takes a package.json for a project, and so do we.
        'lerna.json': { packages: ['apps/py'] },
        'apps/py/package.json': {
          name: 'py',
          nx: { targets: { 'docker-build': { options: { image: imageOf('py') } } } },
        },
        'apps/py/Dockerfile':
          'FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\n',
        'apps/py/requirements.txt': '',
        'deploy/Dockerfile': 'FROM scratch\nCOPY nothing /\n',
      },
    });
  });

  afterAll(async () => {
    await workspace.dispose();
    await engine.remove(...['api', 'web', 'py'].map(imageOf));
  });

  const nx = async (...args: string[]): Promise<string> => {
    log.take();
    const { exitCode, stdout, stderr } = await workspace.nx(args);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    return stdout;
  };
  const built = (): string[] =>
    log
      .take()
      .filter((call) => call.startsWith('buildx build'))
      .map((call) => /--tag=[^/]*\/(\w+)/.exec(call)?.[1] ?? call)
      .sort();
  const affected = async (): Promise<string[]> => {
    await nx('affected', '-t', 'docker-build', '--base=HEAD~1', '--head=HEAD');
    return built();
  };

  it('gets its targets from the generator init, and a Dockerfile without project harms nothing', async () => {
    await nx('g', 'nx-docker-cache:init');
    expect(JSON.parse(workspace.read('nx.json'))).toMatchObject({ plugins: ['nx-docker-cache'] });
    const projects = await nx('show', 'projects', '--with-target', 'docker-build', '--json');
    expect(JSON.parse(projects)).toEqual(expect.arrayContaining(['api', 'py', 'web']));
    expect(projects).not.toContain('deploy');
  });

  it('upgrades the Dockerfile of a project that exists by inference', async () => {
    await nx('g', 'nx-docker-cache:add-pip-cache', '--project=py');
    expect(workspace.read('apps/py/Dockerfile')).toContain('--mount=type=cache,target=/root/.cache/pip');
    await workspace.commit('cache pip');
  });

  it('builds all, and then finds all again', async () => {
    await nx('run-many', '-t', 'docker-build', '-p', 'api', 'web');
    expect(built()).toEqual(['api', 'web']);
    expect(existsSync(join(workspace.root, 'dist/docker/api/build.json'))).toBe(true);
    await nx('run-many', '-t', 'docker-build', '-p', 'api', 'web');
    expect(built()).toEqual([]);
  });

  it('builds what a commit affects', async () => {
    workspace.write('apps/api/content', 'second');
    await workspace.commit('api');
    expect(await affected()).toEqual(['api']);
    expect(await engine.fileIn(imageOf('api'), '/content')).toBe('second');
  });

  it('builds nothing for a file that no image is made of', async () => {
    await nx('run', 'api:docker-build');
    workspace.write('apps/api/other', 'second');
    workspace.write('README.md', 'second');
    await workspace.commit('notes');
    expect(await affected()).toEqual([]);
  });

  it('fails with the failing step, and builds the others', async () => {
    workspace.write('apps/web/Dockerfile', 'FROM scratch\nCOPY missing /\n');
    workspace.write('apps/api/content', 'third');
    await workspace.commit('broken');
    log.take();
    const { exitCode, stdout, stderr } = await workspace.nx([
      'affected',
      '-t',
      'docker-build',
      '--base=HEAD~1',
      '--head=HEAD',
    ]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain('CONTEXT_FILE_MISSING');
    expect(stdout + stderr).toContain('web:docker-build');
    expect(await engine.fileIn(imageOf('api'), '/content')).toBe('third');
    const again = await workspace.nx(['run', 'web:docker-build']);
    expect(again.exitCode).toBe(1);
  });

  it('builds again once it is mended, and without layer cache when asked', async () => {
    workspace.write('apps/web/Dockerfile', 'FROM scratch\nCOPY content /\n');
    workspace.write('apps/web/content', 'second');
    await workspace.commit('mended');
    expect(await affected()).toEqual(['web']);
    await nx('run', 'web:docker-build:no-cache');
    expect(built()).toHaveLength(1);
    expect(await engine.fileIn(imageOf('web'), '/content')).toBe('second');
  });
});
