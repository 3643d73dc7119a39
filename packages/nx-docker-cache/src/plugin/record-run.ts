import type { PostTasksExecutionContext } from '@nx/devkit';
import { join } from 'node:path';
import { machineId } from '../io/machine';
import { appendText, readRecordFile } from '../io/run-files';
import { realEnvironment } from '../io/environment';
import type { HistoryStore } from '../io/history-store';
import { readHistory, runLine } from '../timing/history/lines';
import { NO_HISTORY } from '../timing/history/history';
import { renderMarkdown } from '../timing/report/markdown';
import { makeReport } from '../timing/report/report';
import { commandLine } from '../timing/run/command-line';
import { joinRun, type RecordFile, type TaskResultFacts } from '../timing/run/join-run';
import { parallelOf } from '../timing/run/parallel';
import { recordFile } from '../timing/run/record-file';
import type { RunRecord } from '../timing/run/run-record';
import { readTask, readTaskNodes } from '../timing/run/task-nodes';
import { historyOf } from './workspace-history';

/**
 * Nx waits for the hook: what takes longer to read is read when a report asks for it. A few are read in any case, also
 * on a machine that is busy with something else.
 */
const READING_MS = 15;
const ALWAYS_READ = 8;
const LARGEST_RECORD_BYTES = 1_000_000;
/** Holds the builds of a run of several hundred tasks. */
const RECENT_BYTES = 2_000_000;

/**
 * Writes the record of the run and adds the run to the history. A run never fails because of it.
 * @param run the name that the hook before the tasks gave the run
 */
export function recordRun(context: PostTasksExecutionContext, run: string | undefined): void {
  try {
    const store = historyOf(context.workspaceRoot);
    const record = readRun(context, run, store);
    store.writeLastRun(record);
    store.append(runLine(record));
    writeStepSummary(record);
  } catch {
    // A report will say that there is no run.
  }
}

function readRun(
  context: PostTasksExecutionContext,
  run: string | undefined,
  store: HistoryStore,
): RunRecord {
  const { id, workspaceRoot, taskResults, argv, startTime, endTime, nxJsonConfiguration } = context;
  const environment = realEnvironment();
  const results = resultsOf(taskResults);
  return joinRun({
    id: run ?? id,
    run,
    command: commandLine(argv),
    machine: machineId(),
    startedAt: startTime,
    endedAt: endTime,
    parallel: parallelOf({
      argv,
      nxJson: nxJsonConfiguration.parallel,
      environment: environment.get('NX_PARALLEL'),
    }),
    results,
    graph: run === undefined ? undefined : readTaskNodes(store.taskGraph(run)),
    builds: readHistory([linesOf(run, store.readEnd(RECENT_BYTES))]).builds,
    files: readRecords(workspaceRoot, results),
  });
}

/** The lines that name the run: to read the others would take most of the time that the hook may take. */
function linesOf(run: string | undefined, history: string): string {
  if (run === undefined) return history;
  return history
    .split('\n')
    .filter((line) => line.includes(run))
    .join('\n');
}

function resultsOf(taskResults: PostTasksExecutionContext['taskResults']): readonly TaskResultFacts[] {
  return Object.values(taskResults).flatMap(({ task, status }) => {
    const facts = readTask(task);
    const { hash, startTime, endTime } = task;
    return facts === undefined ? [] : [{ ...facts, status, hash, startTime, endTime }];
  });
}

/** The records of tasks that did not build: those that did have just told the history. */
function readRecords(
  workspaceRoot: string,
  results: readonly TaskResultFacts[],
): ReadonlyMap<string, RecordFile> {
  const files = new Map<string, RecordFile>();
  const start = performance.now();
  for (const { recordFile: file, status } of results) {
    if (file === undefined || status === 'success' || status === 'failure') continue;
    if (files.size >= ALWAYS_READ && performance.now() - start > READING_MS) break;
    const record = recordFile(readRecordFile(join(workspaceRoot, file), LARGEST_RECORD_BYTES));
    if (record !== undefined) files.set(file, record);
  }
  return files;
}

/** GitHub shows what stands in this file beside the log of the step. */
function writeStepSummary(run: RunRecord): void {
  const file = realEnvironment().get('GITHUB_STEP_SUMMARY');
  if (file === undefined || file === '') return;
  appendText(file, renderMarkdown(makeReport(run, NO_HISTORY, { last: 0 })));
}
