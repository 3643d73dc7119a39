import type { PostTasksExecutionContext, TaskResult } from '@nx/devkit';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { usualRecord } from '../timing/testing/many-builds';
import { buildLine, readHistory } from '../timing/history/lines';
import { buildEntry } from '../timing/run/build-entry';
import { readRun } from '../timing/run/run-shape';

let root: string;
let data: string;

jest.mock('nx/src/utils/cache-directory', () => ({
  get workspaceDataDirectory() {
    return data;
  },
}));

import { recordRun } from './record-run';
import { historyOf } from './workspace-history';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'record-run-'));
  data = join(root, 'data');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const RUN = '11111111-1111-4111-8111-111111111111';

/** Half of the tasks built in this run, the others were found. */
function contextOf(count: number): PostTasksExecutionContext {
  const results = Array.from({ length: count }, (_, number) => resultOf(number));
  return {
    id: 'nx',
    workspaceRoot: root,
    nxJsonConfiguration: {},
    taskResults: Object.fromEntries(results.map((result) => [result.task.id, result])),
    argv: ['node', 'nx', 'run-many', '-t', 'docker-build'],
    startTime: 1_000,
    endTime: 90_000,
  };
}

function resultOf(number: number): TaskResult {
  const project = `project-${number}`;
  const id = `${project}:docker-build`;
  const file = `dist/docker/${project}/build.json`;
  const isBuilt = number % 2 === 0;
  const task = { id, hash: `hash-${number}`, run: isBuilt ? RUN : 'earlier', dependencies: { [id]: [] } };
  const record = usualRecord(number, project, { origin: { id: `build-${number}`, machine: 'm', task } });
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), JSON.stringify(record));
  if (isBuilt) historyOf(root).append(buildLine(buildEntry(record)));
  return {
    task: {
      id,
      target: { project, target: 'docker-build' },
      outputs: [file],
      hash: `hash-${number}`,
      overrides: {},
      parallelism: true,
      cache: true,
      startTime: 2_000,
      endTime: 80_000,
    },
    status: isBuilt ? 'success' : 'local-cache',
    code: 0,
  };
}

it('joins the tasks of a run with their builds, quickly, also behind a long history', () => {
  const before = Array.from({ length: 1_500 }, (_, number) =>
    buildLine(buildEntry(usualRecord(number, 'other'))),
  );
  for (const line of before) historyOf(root).append(line);
  const context = contextOf(200);
  const start = performance.now();
  recordRun(context, RUN);
  expect(performance.now() - start).toBeLessThan(30_000);
  const run = readRun(historyOf(root).lastRun());
  expect(run?.tasks).toHaveLength(200);
  const kinds = run?.tasks.map(({ build }) => build?.kind) ?? [];
  expect(kinds.filter((kind) => kind === 'own')).toHaveLength(100);
  expect(kinds.filter((kind) => kind === 'earlier').length).toBeGreaterThanOrEqual(8);
  // What it had no time for is named, so that a report can read it.
  expect(run?.tasks.every(({ build }) => build?.kind !== 'unknown' || build.file !== undefined)).toBe(true);
  expect(readHistory(historyOf(root).read()).runs).toHaveLength(1);
});

it('fails no run, whatever stands in its way', () => {
  writeFileSync(data, 'a file where the folder should be');
  expect(() => {
    recordRun({ ...contextOf(0), taskResults: { x: { task: {}, status: 'odd' } } } as never, RUN);
  }).not.toThrow();
});
