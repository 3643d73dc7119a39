import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../repository-root';
import { STEPS } from './steps';

/**
 * Runs every step, also after one has failed, and says at the end which did. `--except "unit tests"` leaves a step out:
 * for CI, whose `npm test` runs them anyway.
 */
function main(): void {
  const { values } = parseArgs({ options: { except: { type: 'string', multiple: true, default: [] } } });
  const unknown = values.except.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(', ')}`);
  const failed = STEPS.filter(({ name }) => !values.except.includes(name)).filter(
    ({ name, command: [file, ...args] }) => {
      console.log(`\n> ${name}: ${[file, ...args].join(' ')}`);
      return spawnSync(file, args, { cwd: repositoryRoot, stdio: 'inherit' }).status !== 0;
    },
  );
  if (failed.length === 0) return;
  console.error(`\ncheck failed: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}

main();
