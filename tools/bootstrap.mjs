/**
 * The door of every npm script: installs the npm packages where they are missing (right after a clone), then runs
 * `tools/<tool>/main.ts`. Plain JavaScript, because nothing can be compiled before the packages are there.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [tool, ...args] = process.argv.slice(2);

/** npm writes node_modules/.package-lock.json at the end of an install: older than the lock means out of date. */
function packagesAreCurrent() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** A clone sets the lock's mtime to now: what is installed may still be what the lock says. */
function sameAsLock() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages)
      .filter(
        ([name, { optional, link }]) => name !== '' && !optional && !link && name.startsWith('node_modules/'),
      )
      .map(([name, { version }]) => `${name}@${version}`);
  const have = new Set(versions(installed));
  return versions(join(root, 'package-lock.json')).every((entry) => have.has(entry));
}

/** Runs a command to its end. Signals are passed on, and the end of the command is waited for: it may have to clean up. */
function run(command, commandArgs, env = process.env) {
  const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`cannot run ${command}: ${error.message}`);
      resolve(2);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
}

if (!tool || !existsSync(join(root, 'tools', tool, 'main.ts'))) {
  console.error(`usage: node tools/bootstrap.mjs <tool> [args]; there is no tool "${tool ?? ''}" in tools/`);
  process.exit(2);
}

if (!packagesAreCurrent() && !sameAsLock()) {
  console.log('> npm install (packages are missing or out of date)');
  const status = await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) process.exit(status);
}

const tsNode = { ...process.env, SWC_NODE_PROJECT: join(root, 'tsconfig.base.json') };
process.exit(
  await run(process.execPath, ['-r', '@swc-node/register', join('tools', tool, 'main.ts'), ...args], tsNode),
);
