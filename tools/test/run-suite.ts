import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';
import { renderSlowest, type TimedFile } from './slowest';
import type { Suite } from './suites';
import { tallyOf, type JestReport, type Tally } from './tally';

/** Runs a suite with its output shown. A jest that writes no report counts as one failure. */
export function runSuite(suite: Suite, env: NodeJS.ProcessEnv, jestArguments: readonly string[]): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'jest-report-'));
  const report = join(folder, 'report.json');
  const jest = join(repositoryRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    ...[jest, '--selectProjects', suite.project, '--maxWorkers', String(suite.workers)],
    // A limit is there for what hangs: a machine may be many times slower than the one a test was written on.
    ...['--json', '--outputFile', report, '--testTimeout', '120000', ...jestArguments],
  ];
  console.log(`\n> ${suite.name}`);
  // With --json jest prints the report on stdout; what a person reads goes to stderr.
  const { status } = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return tallyWithStatus(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many of the slowest tests are named, and from how long on. */
const NAMED = 25;
const SLOW_MS = 5_000;

/** A jest that fails although no test did (an open handle, a global teardown) is a failure too. */
function tallyWithStatus(path: string, status: number | null): Tally {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8')) as JestReport & {
    readonly testResults: readonly TimedFile[];
  };
  const slowest = renderSlowest(report.testResults, NAMED, SLOW_MS);
  if (slowest !== '') console.log(`\nslowest:\n${slowest}`);
  const tally = tallyOf(report);
  return status === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}
