import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { privateEngine, type PrivateEngine } from '../../tools/engine/ensure-engine';
import { dockerLog, type DockerLog } from '../support/docker-log';
import { IS_FULL } from '../support/full-form';
import { images } from '../support/images';
import { inRounds, type Ask, type Sequences } from '../support/rounds';
import type { ProgramResult } from '../support/run-program';
import { startRegistry, type Registry } from '../support/registry';
import { scratchFolder } from '../support/scratch-folder';
import { cloneWorkspace, createWorkspace, type Workspace, type WorkspaceOptions } from '../support/workspace';
import {
  ROUND_PROJECTS,
  ROUND_SITUATIONS,
  taskSteps,
  type Contents,
  type RoundProject,
  type TaskRun,
} from './task-cache-rounds';

/** One project for each situation, so that none sees what another left. */
const PROJECTS = [
  ...ROUND_PROJECTS,
  'unchanged',
  'lost',
  'copied',
  'other-host',
  'other-engine',
  'clone',
  'no-hook',
  'down',
  'output',
  'pushed',
  'forced',
  'at-once',
] as const;
type Project = (typeof PROJECTS)[number];

const BUILT_FIRST_BY_THEIR_TEST: readonly Project[] = ['unchanged', 'output', 'pushed', ...ROUND_PROJECTS];

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
    // Most situations begin with an image that is built and found again: for all of them in one run.
    const { exitCode, stdout, stderr } = await workspace.nx([
      ...['run-many', '--targets=docker-build', '--parallel=2'],
      `--exclude=${BUILT_FIRST_BY_THEIR_TEST.join()}`,
    ]);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
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
  const isBuild = (call: string): boolean => call.startsWith('buildx build');
  const stateFolder = (): string => {
    const base = join(workspace.root, '.nx', 'workspace-data', 'nx-docker-cache');
    return join(base, readdirSync(base)[0] ?? '');
  };

  /** One run of Nx for all of them. */
  async function runTogether(projects: readonly Project[]): Promise<readonly TaskRun[]> {
    log.take();
    const { exitCode, stdout, stderr } = await workspace.nx([
      ...['run-many', '--targets=docker-build', '--parallel=2'],
      `--projects=${projects.join()}`,
    ]);
    const builds = log.take().filter(isBuild);
    return projects.map((project) => ({
      failure: exitCode === 0 ? '' : stdout + stderr,
      isBuilt: builds.some((call) => call.includes(imageOf(project))),
    }));
  }

  const runAlone = async (project: Project): Promise<TaskRun> => {
    log.take();
    const { exitCode, stdout, stderr } = await build(project);
    return { failure: exitCode === 0 ? '' : stdout + stderr, isBuilt: log.take().some(isBuild) };
  };
  const contents: Contents<Project> = {
    inSource: (project) => workspace.read(`apps/${project}/content`),
    inImage: (project) => here.fileIn(imageOf(project), '/content'),
  };
  const { buildRightly, settle } = taskSteps(contents, runAlone);

  describe('side by side', () => {
    let ends: Readonly<Record<RoundProject, Promise<void>>>;

    beforeAll(async () => {
      const bed = { workspace, engine: here, log, imageOf, stateFolder };
      const sequences = ROUND_PROJECTS.map((project) => [
        project,
        (ask: Ask<RoundProject, TaskRun>) =>
          ROUND_SITUATIONS[project].run(taskSteps(contents, ask), bed, ask),
      ]);
      ends = inRounds(
        Object.fromEntries(sequences) as Sequences<RoundProject, RoundProject, TaskRun>,
        runTogether,
      );
      await Promise.allSettled(Object.values(ends));
    });

    it.each(ROUND_PROJECTS.map((project) => [project, ROUND_SITUATIONS[project].shows] as const))(
      '%s: %s',
      async (project) => {
        await ends[project];
      },
    );
  });

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
      let calls: readonly string[] | undefined;
      for (let attempt = 0; attempt < 4 && calls?.length !== 0; attempt += 1) {
        await run('down');
        calls = log.take();
      }
      expect(calls).toEqual([]);
      point(undefined);
      const { exitCode, stdout, stderr } = await run('down');
      expect(exitCode).toBe(1);
      expect(stdout + stderr).toContain('ENGINE_UNREACHABLE');
      point(first);
      expect((await run('down')).exitCode).toBe(0);
      expect(await there.fileIn(imageOf('down'), '/content')).toBe('A');
    });
  });

  it('stays right when two runs build the same target at once', async () => {
    setContent('at-once', 'B');
    const runs = await Promise.all([
      build('at-once'),
      build('at-once', '--labels=run=second'),
      build('at-once'),
    ]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    await settle('at-once');
    setContent('at-once', 'A');
    expect(await buildRightly('at-once')).toBe('built');
  });

  // The daemon has no part in these: with it, only `npm run test:full` tries them.
  if (!daemon || IS_FULL) {
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
      for (const content of ['A', 'B']) {
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
  }
}
