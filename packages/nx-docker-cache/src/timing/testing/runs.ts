import { buildEntry } from '../run/build-entry';
import { RUN_SCHEMA_VERSION, type BuildEntry, type RunRecord, type TaskRecord } from '../run/run-record';
import { exampleRecord, exampleStep } from './records';

/** A build whose one RUN took all of its time, for tests. Undefined makes a field absent. */
export function exampleEntry(more: Partial<BuildEntry> = {}): BuildEntry {
  const wallMs = more.wallMs ?? 10_000;
  const startedAt = more.startedAt ?? 0;
  const step = exampleStep({
    name: '[2/2] RUN x',
    ownMs: wallMs,
    intervals: [{ start: startedAt, end: startedAt + wallMs }],
  });
  const origin = { id: 'build', machine: 'm', task: undefined };
  const record = exampleRecord({
    origin,
    startedAt,
    endedAt: startedAt + wallMs,
    wallMs,
    totalSteps: 1,
    steps: [step],
  });
  return { ...buildEntry(record), ...more };
}

export function exampleTask(
  id: string,
  [startedAt, endedAt]: readonly [number, number],
  more: Partial<TaskRecord> = {},
): TaskRecord {
  const [project = '', target = ''] = id.split(':');
  return { id, project, target, status: 'built', startedAt, endedAt, dependsOn: [], ...more };
}

/** From the first task's start, or from 0, to the last one's end. */
export function exampleRun(tasks: readonly TaskRecord[], more: Partial<RunRecord> = {}): RunRecord {
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    id: 'run',
    command: 'nx run-many -t docker-build',
    machine: 'm',
    startedAt: 0,
    endedAt: Math.max(0, ...tasks.map(({ endedAt = 0 }) => endedAt)),
    edges: 'known',
    tasks,
    ...more,
  };
}
