/**
 * The door of every npm script: installs the npm packages where they are missing (right after a clone), then runs
 * `tools/<tool>/main.ts`. Plain JavaScript, because nothing can be compiled before the packages are there.
 */
import { spawnSync } from 'node:child_process';
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
      .filter(([name, { optional, link }]) => name !== '' && !optional && !link && name.startsWith('node_modules/'))
      .map(([name, { version }]) => `${name}@${version}`);
  const have = new Set(versions(installed));
  return versions(join(root, 'package-lock.json')).every((entry) => have.has(entry));
}

function run(command, commandArgs, env = process.env) {
  const { status, signal, error } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', env });
  if (error) {
    console.error(`cannot run ${command}: ${error.message}`);
    process.exit(2);
  }
  return signal ? 1 : (status ?? 1);
}

if (!tool || !existsSync(join(root, 'tools', tool, 'main.ts'))) {
  console.error(`usage: node tools/bootstrap.mjs <tool> [args]; there is no tool "${tool ?? ''}" in tools/`);
  process.exit(2);
}

if (!packagesAreCurrent() && !sameAsLock()) {
  console.log('> npm install (packages are missing or out of date)');
  const status = run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) process.exit(status);
}

const tsNode = { ...process.env, SWC_NODE_PROJECT: join(root, 'tsconfig.base.json') };
process.exit(
  run(process.execPath, ['-r', '@swc-node/register', join('tools', tool, 'main.ts'), ...args], tsNode),
);
