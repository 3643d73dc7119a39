import { isObject, numberOf, type Json } from '../json';
import { BUILD_ENTRY_SHAPE, RUN_ENTRY_SHAPE } from '../run/run-shape';
import type { BuildEntry, RunRecord } from '../run/run-record';
import { hasShape } from '../shape';
import { HISTORY_VERSION, type History, type RunEntry, type RunEntryTask } from './history';

/** One line of the history, without its end. */
export function buildLine(entry: BuildEntry): string {
  return JSON.stringify({ v: HISTORY_VERSION, build: entry });
}

export function runLine(run: RunRecord): string {
  return JSON.stringify({ v: HISTORY_VERSION, run: runEntry(run) });
}

export function runEntry({ id, command, machine, startedAt, endedAt, tasks }: RunRecord): RunEntry {
  return {
    id,
    command,
    machine,
    startedAt,
    wallMs: Math.max(0, endedAt - startedAt),
    tasks: tasks.map((task): RunEntryTask => {
      const entry = task.build === undefined || task.build.kind === 'unknown' ? undefined : task.build.entry;
      const ms = Math.max(0, (task.endedAt ?? 0) - (task.startedAt ?? 0));
      const build = entry && { build: entry.id, builtMs: entry.wallMs };
      return { id: task.id, status: task.status, ms, ...build };
    }),
  };
}

/** @param texts the files of the history, oldest first */
export function readHistory(texts: readonly string[]): History {
  const builds: BuildEntry[] = [];
  const runs: RunEntry[] = [];
  let [unreadable, later] = [0, 0];
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    if (line === '') continue;
    const value = parse(line);
    const version = numberOf(value?.['v']);
    if (value === undefined || version === undefined) unreadable += 1;
    else if (version > HISTORY_VERSION) later += 1;
    else if (isBuildEntry(value['build'])) builds.push(value['build']);
    else if (isRunEntry(value['run'])) runs.push(value['run']);
    else unreadable += 1;
  }
  return { builds, runs, unreadable, later };
}

function parse(line: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isBuildEntry(value: unknown): value is BuildEntry {
  return hasShape(value, BUILD_ENTRY_SHAPE);
}

function isRunEntry(value: unknown): value is RunEntry {
  return hasShape(value, RUN_ENTRY_SHAPE);
}
