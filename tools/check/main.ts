import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../repository-root';
import { STEPS } from './steps';

/** Runs every step, also after one has failed, and says at the end which did. */
function main(): void {
  const failed = STEPS.filter(({ name, command: [file, ...args] }) => {
    console.log(`\n> ${name}: ${[file, ...args].join(' ')}`);
    return spawnSync(file, args, { cwd: repositoryRoot, stdio: 'inherit' }).status !== 0;
  });
  if (failed.length === 0) return;
  console.error(`\ncheck failed: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}

main();
