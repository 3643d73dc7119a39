import { parseArgs } from 'node:util';
import { ensureEngine } from '../engine/ensure-engine';
import { runSuite } from './run-suite';
import { SUITES } from './suites';
import { renderTally, sum, type Tally } from './tally';

/**
 * `npm test`: every suite, with an engine where one is needed; the last line is the sum. `--full` adds the tests that
 * take longer, `--only unit` narrows it, what follows `--` goes to jest.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { full: { type: 'boolean', default: false }, only: { type: 'string' } },
    allowPositionals: true,
  });
  const tallies: Tally[] = [];
  for (const suite of SUITES.filter(({ project }) => values.only === undefined || values.only === project)) {
    const engine = suite.needsEngine ? await engineEnvironment() : {};
    const env = { ...process.env, ...engine, ...(values.full && { NX_DOCKER_CACHE_TEST_FULL: '1' }) };
    tallies.push(runSuite(suite, env, positionals));
  }
  const total = sum(tallies);
  console.log(`\n${renderTally(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

async function engineEnvironment(): Promise<Readonly<Record<string, string>>> {
  const { env, version, buildx } = await ensureEngine({
    say: (line) => {
      console.log(line);
    },
  });
  console.log(`engine ${version}, buildx ${buildx ?? 'missing'}`);
  return env;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
