import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../e2e/support/seeded-random';
import { historyStore } from '../../packages/nx-docker-cache/src/io/history-store';
import { readHistory } from '../../packages/nx-docker-cache/src/timing/history/lines';
import { renderHtml } from '../../packages/nx-docker-cache/src/timing/report/html/page';
import { makeReport } from '../../packages/nx-docker-cache/src/timing/report/report';
import { renderTerminal } from '../../packages/nx-docker-cache/src/timing/report/terminal';
import { readRun } from '../../packages/nx-docker-cache/src/timing/run/run-shape';
import { exampleHistory } from '../../packages/nx-docker-cache/src/timing/testing/histories';

const RECORDS = 10_000;
const PROJECTS = 25;
/** What a history of so many records must be reported in. */
const GOAL_MS = 1_500;

export interface ReportFigures {
  /** Lines of the history: builds and runs. */
  readonly records: number;
  readonly bytes: number;
  /** From the files to the text for the terminal, in a process that has not done it before. */
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The HTML page on top of that. */
  readonly pageMs: number;
  readonly pageBytes: number;
}

/** How long a report over 10,000 records takes. */
export async function run(): Promise<void> {
  const figures = await measureReport(RECORDS);
  console.log(
    [
      `a history of ${figures.records} records, ${(figures.bytes / 1e6).toFixed(1)} MB`,
      `  read and reported  ${figures.wallMs.toFixed(0)} ms (${figures.cpuMs.toFixed(0)} ms of processor time; the goal is ${GOAL_MS} ms)`,
      `  its HTML page      ${figures.pageMs.toFixed(0)} ms, ${(figures.pageBytes / 1000).toFixed(0)} kB`,
    ].join('\n'),
  );
}

/** Measures `nx-docker-cache report` without the start of Node: from the history's files to the report's text. */
export function measureReport(records: number): Promise<ReportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  try {
    const store = historyStore(folder, '/workspace', Number.MAX_SAFE_INTEGER);
    const lines = storeHistory(store, records);
    const bytes = store.read().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const cpu = process.cpuUsage();
    const start = performance.now();
    const report = readReport(store);
    renderTerminal(report, { width: 100, hasColour: false });
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const page = renderHtml(report);
    const pageMs = performance.now() - start - wallMs;
    return Promise.resolve({
      records: lines,
      bytes,
      wallMs,
      cpuMs: (user + system) / 1000,
      pageMs,
      pageBytes: Buffer.byteLength(page),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Store = ReturnType<typeof historyStore>;

function storeHistory(store: Store, records: number): number {
  // Of ten projects some four are built in a run, and the run is a record itself.
  const runs = Math.ceil(records / (PROJECTS * 0.38 + 1));
  const { lines, lastRun } = exampleHistory({ projects: PROJECTS, runs, random: seededRandom(1) });
  const kept = lines.slice(-records);
  for (const line of kept) store.append(line);
  store.writeLastRun(lastRun);
  return kept.length;
}

function readReport(store: Store): ReturnType<typeof makeReport> {
  const run = readRun(store.lastRun());
  if (run === undefined) throw new Error('the last run cannot be read');
  return makeReport(run, readHistory(store.read()), { last: 50 });
}
