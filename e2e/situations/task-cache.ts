import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateEngine, type PrivateEngine } from '../../tools/engine/ensure-engine';
import { dockerLog, type DockerLog } from '../support/docker-log';
import { images, type Images } from '../support/images';
import type { ProgramResult } from '../support/run-program';
import { startRegistry, type Registry } from '../support/registry';
import { scratchFolder } from '../support/scratch-folder';
import { cloneWorkspace, createWorkspace, type Workspace, type WorkspaceOptions } from '../support/workspace';

/** One project for each situation, so that none sees what another left. */
const PROJECTS = [
  'unchanged',
  'flip',
  'removed',
  'retagged',
  'by-hand',
  'lost',
  'damaged',
  'copied',
  'other-host',
  'other-engine',
  'clone',
  'no-hook',
  'down',
  'ignored',
  'git-ignored',
  'output',
  'pushed',
  'forced',
  'raced',
  'at-once',
] as const;
type Project = (typeof PROJECTS)[number];

const suffix = randomUUID().slice(0, 8);
const imageOf = (project: string): string => `e2e-${suffix}/${project}:latest`;

function projectFiles(project: string, target: object = {}): Record<string, string | object> {
  const options = { tags: [imageOf(project)] };
  return {
    [`apps/${project}/project.json`]: {
      name: project,
      targets: { 'docker-build': { options: { ...options, ...target } } },
    },
    [`apps/${project}/Dockerfile`]: 'FROM scratch\nCOPY content README.md* /\n',
    [`apps/${project}/.dockerignore`]: 'README.md\n',
    [`apps/${project}/content`]: 'A',
    [`apps/${project}/README.md`]: 'not in the image',
  };
}

const FILES = Object.assign(
  {},
  ...PROJECTS.map((project) => projectFiles(project)),
) as WorkspaceOptions['files'];

/** Every situation in which a task hit could be false; each mode of Nx has a suite of its own that calls this. */
export function taskCacheSituations(daemon: boolean): void {
  let second: PrivateEngine;
  let registry: Registry;

  beforeAll(async () => {
    second = await privateEngine({ suite: 'sid', stateDir: scratchFolder('second-engine', suffix) });
    const program = join(second.layout.root, 'usr/bin/docker-registry');
    registry = await startRegistry(program, scratchFolder('registry', suffix));
  });

  afterAll(async () => {
    registry.stop();
    await second.remove();
    rmSync(scratchFolder('registry', suffix), { recursive: true, force: true });
  });

  let workspace: Workspace;
  let log: DockerLog;
  let options: WorkspaceOptions;
  const here = images();

  beforeAll(async () => {
    const folder = scratchFolder('docker-log', randomUUID());
    log = dockerLog(folder);
    options = { daemon, env: { PATH: log.path }, files: FILES };
    workspace = await createWorkspace(options);
    // A daemon shares the machine with what it watches: its first graph is made before anything is measured.
    await workspace.nx(['show', 'projects']);
  });

  afterAll(async () => {
    await workspace.dispose();
    await here.remove(...PROJECTS.map(imageOf));
  });

  const build = (project: Project, ...args: string[]): Promise<ProgramResult> =>
    workspace.nx(['run', `${project}:docker-build`, ...args]);
  const setContent = (project: Project, content: string): void => {
    workspace.write(`apps/${project}/content`, content);
  };

  /** Runs the task, and holds that afterwards the engine has the image of the present source. */
  async function buildRightly(project: Project, engine: Images = here): Promise<'hit' | 'built'> {
    log.take();
    const { exitCode, stdout, stderr } = await build(project);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    expect(await engine.fileIn(imageOf(project), '/content')).toBe(workspace.read(`apps/${project}/content`));
    return log.take().some((call) => call.startsWith('buildx build')) ? 'built' : 'hit';
  }

  /** Until the second of two runs in a row calls no docker at all. */
  async function settle(project: Project, engine: Images = here): Promise<void> {
    for (let run = 0; run < 4; run++) if ((await buildRightly(project, engine)) === 'hit') return;
    throw new Error(`${project} is built again and again`);
  }

  const stateFolder = (root = workspace.root): string => {
    const base = join(root, '.nx', 'workspace-data', 'nx-docker-cache');
    return join(base, readdirSync(base)[0] ?? '');
  };

  it('finds an image again that nothing has changed, and calls no docker for it', async () => {
    expect(await buildRightly('unchanged')).toBe('built');
    workspace.remove('dist/docker/unchanged');
    log.take();
    const { stdout } = await build('unchanged');
    expect(log.take()).toEqual([]);
    expect(stdout).toContain('[local cache]');
    expect(stdout).toContain(`built ${imageOf('unchanged')}`);
    expect(existsSync(join(workspace.root, 'dist/docker/unchanged/build.json'))).toBe(true);
  });

  it('builds what the source says when it goes back and forth', async () => {
    for (const content of ['B', 'A', 'B', 'A', 'B', 'A', 'B', 'A', 'B', 'A']) {
      setContent('flip', content);
      await buildRightly('flip');
    }
    await settle('flip');
    setContent('flip', 'B');
    expect(await buildRightly('flip')).toBe('built');
  });

  it('builds again when the image was removed', async () => {
    await settle('removed');
    await here.remove(imageOf('removed'));
    expect(await buildRightly('removed')).toBe('built');
    expect(await buildRightly('removed')).toBe('hit');
  });

  it('builds again when the tag stands for another image', async () => {
    await settle('retagged');
    setContent('retagged', 'B');
    await settle('retagged');
    const old = imageOf('retagged').replace(':latest', ':old');
    await here.docker('tag', imageOf('retagged'), old);
    setContent('retagged', 'A');
    await settle('retagged');
    await here.docker('tag', old, imageOf('retagged'));
    expect(await buildRightly('retagged')).toBe('built');
    await here.remove(old);
  });

  it('has the right image after a build by hand, with the same content or another', async () => {
    await settle('by-hand');
    const byHand = (): Promise<string> =>
      here.docker(
        'buildx',
        'build',
        '--quiet',
        '--no-cache',
        '--tag',
        imageOf('by-hand'),
        join(workspace.root, 'apps/by-hand'),
      );
    await byHand();
    await settle('by-hand');
    setContent('by-hand', 'B');
    await byHand();
    setContent('by-hand', 'A');
    expect(await buildRightly('by-hand')).toBe('built');
  });

  it('builds again when its memory is lost', async () => {
    await settle('lost');
    for (let round = 0; round < 2; round++) {
      setContent('lost', round === 0 ? 'B' : 'A');
      rmSync(stateFolder(), { recursive: true });
      expect(await buildRightly('lost')).toBe('built');
      await here.remove(imageOf('lost'));
    }
    rmSync(stateFolder(), { recursive: true });
    expect(await buildRightly('lost')).toBe('built');
  });

  it.each(['', '{"schemaVersion":1}'])('builds again when its memory is damaged: %j', async (damage) => {
    await settle('damaged');
    const folder = join(stateFolder(), 'images');
    for (const name of readdirSync(folder))
      if (name.includes('DAMAGED')) writeFileSync(join(folder, name), damage);
    expect(await buildRightly('damaged')).toBe('built');
  });

  it('takes no memory from a copy of it', async () => {
    await settle('copied');
    setContent('copied', 'B');
    const data = join(workspace.root, '.nx/workspace-data');
    await workspace.run('cp', ['-a', join(data, 'nx-docker-cache'), join(data, 'copy')]);
    await settle('copied');
    setContent('copied', 'A');
    await settle('copied');
    rmSync(join(data, 'nx-docker-cache'), { recursive: true });
    await workspace.run('mv', [join(data, 'copy'), join(data, 'nx-docker-cache')]);
    await here.remove(imageOf('copied'));
    expect(await buildRightly('copied')).toBe('built');
  });

  it('builds again with another DOCKER_HOST', async () => {
    await settle('other-host');
    log.take();
    const { exitCode } = await workspace.nx(['run', 'other-host:docker-build'], {
      DOCKER_HOST: second.env.DOCKER_HOST,
    });
    expect(exitCode).toBe(0);
    expect(await images(second.env).fileIn(imageOf('other-host'), '/content')).toBe('A');
    await images(second.env).remove(imageOf('other-host'));
    await settle('other-host');
  });

  describe('behind the same DOCKER_HOST', () => {
    const socket = join(scratchFolder('sockets'), `${suffix}-${String(daemon)}.sock`);
    const there = images({ DOCKER_HOST: `unix://${socket}` });
    const point = (engine: string | undefined): void => {
      rmSync(socket, { force: true });
      if (engine !== undefined) symlinkSync(engine.replace('unix://', ''), socket);
    };
    const run = async (project: Project): Promise<ProgramResult> => {
      log.take();
      return workspace.nx(['run', `${project}:docker-build`], { DOCKER_HOST: `unix://${socket}` });
    };
    const first = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';

    it('builds again with another engine', async () => {
      for (const engine of [
        first,
        second.env.DOCKER_HOST,
        first,
        second.env.DOCKER_HOST,
        second.env.DOCKER_HOST,
      ]) {
        point(engine);
        expect((await run('other-engine')).exitCode).toBe(0);
        expect(await there.fileIn(imageOf('other-engine'), '/content')).toBe('A');
      }
      await there.remove(imageOf('other-engine'));
    });

    it('never claims an image while the engine is down', async () => {
      point(first);
      await run('down');
      await run('down');
      expect(log.take()).toEqual([]);
      point(undefined);
      const { exitCode, stdout, stderr } = await run('down');
      expect(exitCode).toBe(1);
      expect(stdout + stderr).toContain('ENGINE_UNREACHABLE');
      point(first);
      expect((await run('down')).exitCode).toBe(0);
      expect(await there.fileIn(imageOf('down'), '/content')).toBe('A');
    });
  });

  it('takes nothing from the task cache of another clone, which may have another engine', async () => {
    await settle('clone');
    await workspace.commit('for the clone');
    const clone = await cloneWorkspace(workspace, {
      ...options,
      env: { ...options.env, DOCKER_HOST: second.env.DOCKER_HOST },
    });
    const same = await cloneWorkspace(workspace, options);
    try {
      log.take();
      expect((await clone.nx(['run', 'clone:docker-build'])).exitCode).toBe(0);
      expect(await images(second.env).fileIn(imageOf('clone'), '/content')).toBe('A');
      expect((await same.nx(['run', 'clone:docker-build'])).exitCode).toBe(0);
      expect(log.take().filter((call) => call.startsWith('buildx build'))).toHaveLength(2);
    } finally {
      await clone.dispose();
      await same.dispose();
      await images(second.env).remove(imageOf('clone'));
    }
  });

  it('builds every time where the hook does not run', async () => {
    const entry = 'node_modules/nx-docker-cache/dist/index.js';
    const original = workspace.read(entry);
    await workspace.nx(['daemon', '--stop']);
    workspace.write(entry, original.replaceAll('preTasksExecution', 'notAHook'));
    try {
      for (const content of ['A', 'A', 'B']) {
        setContent('no-hook', content);
        await here.remove(imageOf('no-hook'));
        expect(await buildRightly('no-hook')).toBe('built');
      }
    } finally {
      workspace.write(entry, original);
      await workspace.nx(['daemon', '--stop']);
    }
    await settle('no-hook');
  });

  it('does not build for a file that is not in the context', async () => {
    await settle('ignored');
    workspace.write('apps/ignored/README.md', 'changed');
    expect(await buildRightly('ignored')).toBe('hit');
    workspace.write('apps/unchanged/README.md', 'changed');
    expect(await buildRightly('ignored')).toBe('hit');
  });

  it('builds again for a file of the context that git ignores', async () => {
    workspace.write('apps/git-ignored/.gitignore', 'content\n');
    await settle('git-ignored');
    setContent('git-ignored', 'B');
    expect(await buildRightly('git-ignored')).toBe('built');
  });

  it('runs every time when more than an image comes of it', async () => {
    workspace.write('apps/output/project.json', {
      name: 'output',
      targets: { 'docker-build': { options: { output: ['type=local,dest=dist/out'] } } },
    });
    for (let run = 0; run < 3; run++) {
      workspace.remove('dist/out');
      const { exitCode, stdout, stderr } = await build('output');
      expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
      expect(workspace.read('dist/out/content')).toBe('A');
    }
  });

  it('pushes every time when asked to, also after builds that were found again', async () => {
    const image = `${registry.host}/pushed-${suffix}:latest`;
    workspace.write('apps/pushed/project.json', {
      name: 'pushed',
      targets: { 'docker-build': { options: { tags: [image] } } },
    });
    for (const content of ['A', 'B', 'A']) {
      setContent('pushed', content);
      for (let run = 0; run < 2; run++) {
        log.take();
        const { exitCode, stdout, stderr } = await build('pushed', '--push');
        expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
        expect(log.take().filter((call) => call.startsWith('buildx build'))).toHaveLength(1);
      }
      expect((await build('pushed')).exitCode).toBe(0);
      expect(await registry.digest(`pushed-${suffix}`, 'latest')).toMatch(/^sha256:/);
    }
    await here.remove(image);
  });

  it('rebuilds every time when asked to', async () => {
    await settle('forced');
    for (let run = 0; run < 2; run++) {
      log.take();
      expect((await workspace.nx(['run', 'forced:docker-build:no-cache'])).exitCode).toBe(0);
      expect(log.take().some((call) => call.startsWith('buildx build'))).toBe(true);
    }
    await settle('forced');
  });

  it('does not take a source for built that changed between its hash and its build', async () => {
    await settle('raced');
    for (const [hashed, built] of [
      ['B', 'C'],
      ['C', 'A'],
    ] as const) {
      setContent('raced', hashed);
      log.beforeNextBuild(`printf %s ${built} > '${join(workspace.root, 'apps/raced/content')}'`);
      await build('raced');
      setContent('raced', hashed);
      await buildRightly('raced');
      setContent('raced', built);
      await buildRightly('raced');
      setContent('raced', hashed);
      await buildRightly('raced');
    }
  });

  it('stays right when two runs build the same target at once', async () => {
    for (const content of ['B', 'A']) {
      setContent('at-once', content);
      const runs = await Promise.all([
        build('at-once'),
        build('at-once', '--labels=run=second'),
        build('at-once'),
      ]);
      expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      await buildRightly('at-once');
    }
    await settle('at-once');
  });
}
