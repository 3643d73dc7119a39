import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { historyLines, lastRun, type RecordedRun, type RecordedTask } from './support/run-record';
import type { ProgramResult } from './support/run-program';
import { createWorkspace, type Workspace, type WorkspaceOptions } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const imageOf = (project: string): string => `e2e-${suffix}/${project}`;

/** A fork that joins again, one that fails and one behind it, and one that only waits for something else. */
const PROJECTS = {
  lib: { after: [], command: 'sleep 0.3' },
  api: { after: ['lib'], command: 'sleep 0.3' },
  web: { after: ['lib'], command: 'sleep 0.6' },
  app: { after: ['api', 'web'], command: 'sleep 0.3' },
  broken: { after: [], command: 'false' },
  behind: { after: ['broken'], command: 'true' },
  alone: { after: [], command: 'sleep 0.3' },
} as const;
type Project = keyof typeof PROJECTS;

function filesOf(project: Project): WorkspaceOptions['files'] {
  const { after, command } = PROJECTS[project];
  const dependsOn = after.map((each) => ({ projects: [each], target: 'docker-build' }));
  const prepare = { executor: 'nx:run-commands', cache: false, options: { command: 'echo ready' } };
  return {
    [`${project}/project.json`]: {
      name: project,
      targets: {
        'docker-build': {
          dependsOn: project === 'alone' ? ['prepare'] : dependsOn,
          options: { tags: [imageOf(project)] },
        },
        ...(project === 'alone' && { prepare }),
      },
    },
    [`${project}/Dockerfile`]: `FROM busybox:1\nCOPY content /\nRUN : ${suffix} ${project} && ${command}\n`,
    // Of this run of the tests: the engine may have the layers of another one.
    [`${project}/content`]: `${suffix} ${project}`,
  };
}

const FILES = Object.assign(
  {},
  ...Object.keys(PROJECTS).map((project) => filesOf(project as Project)),
) as WorkspaceOptions['files'];

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
}, 900_000);

afterAll(async () => {
  await images().remove(...Object.keys(PROJECTS).map(imageOf));
});

const build = (
  workspace: Workspace,
  projects: readonly Project[],
  ...args: string[]
): Promise<ProgramResult> =>
  workspace.nx(['run-many', '-t', 'docker-build', `--projects=${projects.join(',')}`, ...args]);

/** The record of the run that has just ended. */
async function recordOf(
  workspace: Workspace,
  projects: readonly Project[],
  ...args: string[]
): Promise<RecordedRun> {
  const before = lastRun(workspace)?.id;
  const { stdout, stderr } = await build(workspace, projects, ...args);
  const run = lastRun(workspace);
  if (run === undefined || run.id === before) throw new Error(`the run was not recorded\n${stdout}${stderr}`);
  return run;
}

/** After a change a result is found from the second run on. */
async function untilHit(workspace: Workspace, projects: readonly Project[]): Promise<RecordedRun> {
  for (let round = 0; round < 4; round += 1) {
    const run = await recordOf(workspace, projects);
    if (run.tasks.every(({ status }) => status === 'hit')) return run;
  }
  throw new Error(`${projects.join(', ')} are built again and again`);
}

const statuses = ({ tasks }: RecordedRun): Readonly<Record<string, string>> =>
  Object.fromEntries(tasks.map(({ id, status }) => [id.replace(/:docker-build$/, ''), status]));

const taskOf = ({ tasks }: RecordedRun, project: Project): RecordedTask => {
  const task = tasks.find(({ id }) => id === `${project}:docker-build`);
  if (task === undefined) throw new Error(`the run has no ${project}`);
  return task;
};

interface ShownReport {
  readonly wallMs: number;
  readonly path: readonly {
    readonly task: string;
    readonly kind: string;
    readonly name: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly whatIf: {
    readonly onePlaceMoreMs: number;
    readonly allCached?: { readonly ms: number };
    readonly asBuilt?: { readonly ms: number };
  };
  readonly runs: readonly unknown[];
  readonly run: RecordedRun;
}

async function report(workspace: Workspace, ...args: string[]): Promise<ShownReport> {
  const { exitCode, stdout, stderr } = await workspace.command(['report', '--json', ...args]);
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as ShownReport;
}

describe('the record of a run', () => {
  let workspace: Workspace;
  const FORK = ['lib', 'api', 'web', 'app'] as const;

  beforeAll(async () => {
    workspace = await createWorkspace({ files: FILES });
  });
  afterAll(async () => {
    await workspace.dispose();
  });

  it('joins tasks, builds and steps of a fork, with what each task waited for', async () => {
    const run = await recordOf(workspace, FORK, '--parallel=2');
    expect(run).toMatchObject({
      edges: 'known',
      parallel: 2,
      command: expect.stringContaining('run-many') as string,
    });
    expect(statuses(run)).toEqual({ lib: 'built', api: 'built', web: 'built', app: 'built' });
    expect(taskOf(run, 'app').dependsOn.toSorted()).toEqual(['api:docker-build', 'web:docker-build']);
    for (const project of FORK) expectOwnBuild(run, project);
    expect(taskOf(run, 'web').startedAt).toBeGreaterThanOrEqual(taskOf(run, 'lib').endedAt ?? Infinity);
    expect(taskOf(run, 'app').startedAt).toBeGreaterThanOrEqual(taskOf(run, 'web').endedAt ?? Infinity);
  });

  function expectOwnBuild(run: RecordedRun, project: Project): void {
    const { build: made, startedAt = 0, endedAt = 0 } = taskOf(run, project);
    expect(made).toMatchObject({
      kind: 'own',
      entry: { outcome: 'success', totalSteps: 2, task: { run: run.id } },
    });
    const { steps = [], wallMs = 0 } = made?.entry ?? {};
    expect(wallMs).toBeLessThanOrEqual(endedAt - startedAt);
    const slept = steps.find(({ name }) => name.includes('sleep'));
    expect(slept?.ownMs).toBeGreaterThanOrEqual(300);
    expect(slept?.end).toBeLessThanOrEqual(wallMs);
  }

  it('has a critical path that covers the run and goes through the slower arm', async () => {
    const { path, wallMs, whatIf } = await report(workspace);
    expect(path.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(wallMs);
    path.slice(1).forEach(({ start }, index) => {
      expect(start).toBe(path[index]?.end);
    });
    const tasks = new Set(path.map(({ task }) => task).filter(Boolean));
    expect(tasks.has('lib:docker-build') && tasks.has('app:docker-build')).toBe(true);
    expect(path.some(({ kind, name }) => kind === 'step' && name.includes('sleep'))).toBe(true);
    expect(whatIf.onePlaceMoreMs).toBeLessThanOrEqual(wallMs);
    expect(whatIf.allCached?.ms).toBeLessThan(wallMs);
  });

  it('has the builds behind task hits, and how long the run would have taken with them', async () => {
    const run = await untilHit(workspace, FORK);
    for (const project of FORK)
      expect(taskOf(run, project).build).toMatchObject({ kind: 'earlier', elsewhere: false });
    expect(taskOf(run, 'app').dependsOn.toSorted()).toEqual(['api:docker-build', 'web:docker-build']);
    const { whatIf } = await report(workspace);
    const chain = (['lib', 'web', 'app'] as const).map(
      (project) => taskOf(run, project).build?.entry?.wallMs ?? 0,
    );
    expect(whatIf.asBuilt?.ms).toBeGreaterThanOrEqual(chain.reduce((sum, ms) => sum + ms, 0));
  });

  it('tells hits from what ran and why, and what failed from what never began', async () => {
    workspace.write('web/content', `${suffix} changed`);
    const summary = join(workspace.root, '.nx/summary.md');
    const { exitCode } = await workspace.nx(
      ['run-many', '-t', 'docker-build', '--projects=lib,web,broken,behind,alone', '--nxBail=false'],
      { GITHUB_STEP_SUMMARY: summary },
    );
    expect(exitCode).not.toBe(0);
    const run = lastRun(workspace);
    if (run === undefined) throw new Error('there is no record');
    expect(statuses(run)).toEqual({
      lib: 'hit',
      web: 'built',
      broken: 'failed',
      behind: 'skipped',
      alone: 'built',
      'alone:prepare': 'built',
    });
    const { steps = [] } = taskOf(run, 'web').build?.entry ?? {};
    // On a machine that is busy a build does not wait for all that it would have to look at (docs/explain.md).
    const causes = steps.flatMap(({ cause }) => cause?.kind ?? []).toSorted();
    expect([
      ['file-changed', 'step-above-ran'],
      ['unknown', 'unknown'],
    ]).toContainEqual(causes);
    expect(taskOf(run, 'broken').build).toMatchObject({ kind: 'own', entry: { outcome: 'failure' } });
    expect(taskOf(run, 'behind')).toMatchObject({
      dependsOn: ['broken:docker-build'],
      build: { kind: 'unknown' },
    });
    expect(taskOf(run, 'alone').dependsOn).toEqual(['alone:prepare']);
    expect(readFileSync(summary, 'utf8')).toMatch(
      /web:docker-build[\s\S]*COPY content[\s\S]*nx-docker-cache run/,
    );
  });

  it('is left alone by a run without images', async () => {
    const before = lastRun(workspace);
    expect((await workspace.nx(['run', 'alone:prepare'])).exitCode).toBe(0);
    expect(lastRun(workspace)).toEqual(before);
  });

  it('gives two runs at once their own builds', async () => {
    const before = new Set(historyLines(workspace).map(({ run }) => run?.id));
    await Promise.all([
      build(workspace, ['lib', 'alone'], '--skip-nx-cache'),
      build(workspace, ['api', 'alone'], '--skip-nx-cache', '--exclude-task-dependencies'),
    ]);
    const lines = historyLines(workspace);
    const builds = new Map(
      lines.flatMap(({ build: each }) => (each === undefined ? [] : [[each.id, each] as const])),
    );
    const runs = lines.flatMap(({ run }) => (run !== undefined && !before.has(run.id) ? [run] : []));
    expect(runs).toHaveLength(2);
    for (const { id, tasks } of runs)
      for (const task of tasks.filter((each) => each.id.endsWith(':docker-build')))
        expect(builds.get(task.build ?? '')?.task?.run).toBe(id);
  });

  it('is reported in every form', async () => {
    const shown = await workspace.nx(['run', 'app:docker-report', '--workspace', '--output-style=stream']);
    expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining('Critical path')]);
    expect(shown.stdout).toContain('alone:docker-build');
    expect((await report(workspace, '--last=1')).runs).toHaveLength(1);
    const { exitCode, stderr } = await workspace.command(['report', '--trace=out/trace.json'], {
      GITHUB_STEP_SUMMARY: join(workspace.root, '.nx/summary.md'),
    });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('wrote out/trace.json')]);
    const { traceEvents } = JSON.parse(workspace.read('out/trace.json')) as {
      traceEvents: readonly { ph: string; name: string }[];
    };
    expect(
      traceEvents.filter(({ ph, name }) => ph === 'X' && name.includes('docker buildx build')),
    ).toHaveLength(2);
  });
});

/** Nx 24 is what the rest of the tests run on. */
const OTHERS = IS_FULL ? ['22.7.9', '23.2.1'] : ['22.7.9'];

it.each(['daemon', ...OTHERS])('is recorded with Nx as %s', async (nx) => {
  const workspace = await createWorkspace({
    daemon: nx === 'daemon',
    ...(nx !== 'daemon' && { packages: { nx, '@nx/devkit': nx } }),
    files: { ...filesOf('lib'), ...filesOf('api') },
  });
  try {
    const summary = join(workspace.root, '.nx/summary.md');
    const projects = ['lib', 'api'] as const;
    const { exitCode, stdout, stderr } = await workspace.nx(
      ['run-many', '-t', 'docker-build', '--parallel=5'],
      { GITHUB_STEP_SUMMARY: summary },
    );
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    const run = lastRun(workspace);
    expect(run).toMatchObject({ edges: 'known', parallel: 5 });
    for (const project of projects)
      expect(taskOf(run as RecordedRun, project).build).toMatchObject({
        kind: 'own',
        entry: { task: { run: run?.id } },
      });
    expect(taskOf(run as RecordedRun, 'api').dependsOn).toEqual(['lib:docker-build']);
    // The daemon does not hand on the environment of a run.
    expect(existsSync(summary)).toBe(nx !== 'daemon');
    const hit = await untilHit(workspace, projects);
    for (const project of projects) expect(taskOf(hit, project).build).toMatchObject({ kind: 'earlier' });
    const { path, wallMs } = await report(workspace);
    expect(path.at(-1)?.end).toBe(wallMs);
  } finally {
    await workspace.dispose();
  }
});
