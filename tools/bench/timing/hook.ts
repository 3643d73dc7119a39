import { createWorkspace, type Workspace } from '../../../e2e/support/workspace';
import { buildLine } from '../../../packages/nx-docker-cache/src/timing/history/lines';
import { buildEntry } from '../../../packages/nx-docker-cache/src/timing/run/build-entry';
import { usualRecord } from '../../../packages/nx-docker-cache/src/timing/testing/many-builds';
import { historyStore } from '../../../packages/nx-docker-cache/src/io/history-store';
import { join } from 'node:path';
import { median } from '../support/figures';

const TASKS = 200;
const ROUNDS = 5;
const RUN = '11111111-1111-4111-8111-111111111111';

/** The hook at the end of a run of 200 tasks, half of them built, in a process of its own as Nx starts it. */
export async function measureHook(): Promise<readonly string[]> {
  const workspace = await createWorkspace({ files: recordsOf(TASKS) });
  try {
    fillHistory(workspace);
    const times: HookTimes[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await runHook(workspace));
    const of = (pick: (each: HookTimes) => number): string => median(times.map(pick)).toFixed(0);
    return [
      `the hook at the end of a run of ${TASKS} tasks, behind 2,000 earlier builds (median of ${ROUNDS})`,
      `  ${of(({ hook }) => hook)} ms (goal 50), ${of(({ cpu }) => cpu)} ms of processor time, after ${of(({ load }) => load)} ms to load the plugin; ${of(({ read }) => read)} of ${TASKS / 2} records of hits were read`,
    ];
  } finally {
    await workspace.dispose();
  }
}

interface HookTimes {
  readonly load: number;
  readonly hook: number;
  /** Processor time of it. */
  readonly cpu: number;
  readonly read: number;
}

function recordsOf(count: number): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `dist/docker/project-${number}/build.json`,
      recordOf(number),
    ]),
  );
}

function recordOf(number: number): ReturnType<typeof usualRecord> {
  const id = `project-${number}:docker-build`;
  const task = {
    id,
    hash: `hash-${number}`,
    run: number % 2 === 0 ? RUN : 'earlier',
    dependencies: { [id]: [] },
  };
  return usualRecord(number, `project-${number}`, { origin: { id: `build-${number}`, machine: 'm', task } });
}

function fillHistory({ root }: Workspace): void {
  const history = historyStore(join(root, '.nx/workspace-data'), root);
  for (let number = 0; number < 2_000; number += 1)
    history.append(buildLine(buildEntry(usualRecord(number, 'other'))));
  for (let number = 0; number < TASKS; number += 2) history.append(buildLine(buildEntry(recordOf(number))));
}

async function runHook(workspace: Workspace): Promise<HookTimes> {
  const script = `
    require('nx/src/utils/cache-directory');
    const start = performance.now();
    const { postTasksExecution } = require('nx-docker-cache');
    const { recordRun } = require('nx-docker-cache/dist/plugin/record-run');
    const loaded = performance.now();
    const taskResults = {};
    for (let number = 0; number < ${TASKS}; number += 1) {
      const project = 'project-' + number;
      const id = project + ':docker-build';
      const task = { id, target: { project, target: 'docker-build' }, outputs: ['dist/docker/' + project + '/build.json'], hash: 'hash-' + number, startTime: 1, endTime: 2 };
      taskResults[id] = { task, code: 0, status: number % 2 === 0 ? 'success' : 'local-cache' };
    }
    const context = { id: 'nx', workspaceRoot: process.cwd(), nxJsonConfiguration: {}, taskResults, argv: ['node', 'nx'], startTime: 1, endTime: 2 };
    const cpu = process.cpuUsage();
    const before = performance.now();
    recordRun(context, '${RUN}');
    const hook = performance.now() - before;
    const { user, system } = process.cpuUsage(cpu);
    const { historyOf } = require('nx-docker-cache/dist/plugin/workspace-data');
    const { tasks } = historyOf(process.cwd()).lastRun();
    const read = tasks.filter(({ build }) => build.kind === 'earlier').length;
    console.log(JSON.stringify({ load: loaded - start, hook, cpu: (user + system) / 1000, read }));`;
  const { stdout, stderr } = await workspace.run(process.execPath, ['-e', script]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as HookTimes;
}
