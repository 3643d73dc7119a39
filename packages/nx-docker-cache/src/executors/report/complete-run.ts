import * as path from 'node:path';
import type { Files } from '../../io/world';
import type { RunRecord, TaskRecord } from '../../timing/run/run-record';
import { recordFile } from '../../timing/run/record-file';

/** Reads the records that the hook at the end of the run had no time for, as far as they still belong to its tasks. */
export async function completeRun(
  files: Pick<Files, 'read'>,
  root: string,
  run: RunRecord,
): Promise<RunRecord> {
  const tasks = await Promise.all(run.tasks.map((task) => completeTask(files, root, task, run.machine)));
  return { ...run, tasks };
}

async function completeTask(
  files: Pick<Files, 'read'>,
  root: string,
  task: TaskRecord,
  machine: string,
): Promise<TaskRecord> {
  if (task.build?.kind !== 'unknown' || task.build.file === undefined) return task;
  if (task.status !== 'hit' && task.status !== 'remote-hit') return task;
  const record = recordFile(await readJson(files, path.resolve(root, task.build.file)));
  if (record?.entry.task?.hash === undefined || record.entry.task.hash !== task.hash) return task;
  const elsewhere = record.entry.machine !== machine;
  return { ...task, build: { kind: 'earlier', entry: record.entry, elsewhere } };
}

async function readJson(files: Pick<Files, 'read'>, file: string): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await files.read(file)).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
