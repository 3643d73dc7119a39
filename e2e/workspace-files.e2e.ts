import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { filesIn } from './support/folder-tree';
import { runOrFail } from './support/run-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const IMAGE = `e2e-files-${randomUUID().slice(0, 8)}`;
const GUIDE = 'DOCKER_CACHING_GUIDE.md';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace({
    files: {
      'api/project.json': { name: 'api', targets: { 'docker-build': { options: { image: IMAGE } } } },
      'api/Dockerfile': 'FROM scratch\nCOPY . /app/\n',
      'api/docs.Dockerfile': 'FROM scratch\nCOPY docs /docs/\n',
      'api/src/main.py': 'print(1)\n',
      'api/src/__pycache__/main.pyc': 'x',
      'api/docs/index.md': 'x',
      'api/.venv/pyvenv.cfg': 'x',
      'api/.env': 'TOKEN=1\n',
      'api/requirements.txt': 'click==8.1.7\n',
      'web/project.json': { name: 'web' },
      'web/Dockerfile': 'FROM scratch\nCOPY web/src /app/\n',
      'web/src/main.js': '1\n',
      'web/notes.md': 'x',
    },
  });
}, 900_000);

afterAll(async () => {
  await runOrFail('docker', ['image', 'rm', '--force', IMAGE], { cwd: workspace.root });
  await workspace.dispose();
});

const generate = async (...args: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await workspace.nx(['g', ...args]);
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout;
};

async function builtFiles(dockerfile: string, context: string): Promise<readonly string[]> {
  const out = join(workspace.home, randomUUID());
  const args = [
    'buildx',
    'build',
    '--quiet',
    `--file=${dockerfile}`,
    `--output=type=local,dest=${out}`,
    context,
  ];
  await runOrFail('docker', args, { cwd: workspace.root });
  return [...filesIn(out)].sort();
}

describe('nx g dockerignore', () => {
  it('takes from an image what nobody meant, and nothing else', async () => {
    const dry = await generate('nx-docker-cache:dockerignore', 'api', '--dry-run');
    expect(dry).toContain('+ **/__pycache__');
    expect(await builtFiles('api/Dockerfile', 'api')).toContain('app/.env');
    await generate('nx-docker-cache:dockerignore', '--all');
    expect(await builtFiles('api/Dockerfile', 'api')).toEqual(
      expect.arrayContaining(['app/docs/index.md', 'app/requirements.txt', 'app/src/main.py']),
    );
    const text = (await builtFiles('api/Dockerfile', 'api')).join('\n');
    expect(text).not.toMatch(/\.env|\.venv|__pycache__/);
    expect(await builtFiles('api/docs.Dockerfile', 'api')).toEqual(['docs/index.md']);
  });

  it('leaves a context that many share to each Dockerfile', async () => {
    const text = workspace.read('web/Dockerfile.dockerignore').split('\n');
    expect(text).toEqual(expect.arrayContaining(['api', 'web/notes.md']));
    expect(await builtFiles('web/Dockerfile', '.')).toEqual(['app/main.js']);
    expect(await generate('nx-docker-cache:dockerignore', '--all')).toContain(
      'api/.dockerignore: nothing to add',
    );
  });
});

describe('nx g caching-guide', () => {
  it('tells what the builds of this machine took, around what was written by hand', async () => {
    await generate('nx-docker-cache:caching-guide');
    expect(workspace.read(GUIDE)).toContain('No build is recorded on this machine yet.');
    workspace.write(GUIDE, `${workspace.read(GUIDE)}\n## Ours\n\nAsk Ada.\n`);
    const { exitCode } = await workspace.nx(['run', 'api:docker-build']);
    expect(exitCode).toBe(0);
    await generate('nx-docker-cache:caching-guide');
    const record = JSON.parse(workspace.read('dist/docker/api/build.json')) as { readonly wallMs: number };
    const seconds = `${(record.wallMs / 1000).toFixed(1)} s (1)`;
    const row = workspace
      .read(GUIDE)
      .split('\n')
      .find((line) => line.startsWith('| `api:docker-build`'));
    expect(row).toContain(seconds);
    expect(workspace.read(GUIDE)).toMatch(/\n## Ours\n\nAsk Ada\.\n$/);
    expect(await generate('nx-docker-cache:caching-guide')).toContain(`${GUIDE}: nothing has changed`);
  });
});
