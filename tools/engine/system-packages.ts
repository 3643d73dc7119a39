import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error';
import type { Say } from './packages';
import { lastLines, run } from './run-process';

/** Programs that come from the machine's own suite, with the package of each. */
export type SystemPrograms = Readonly<Record<string, string>>;

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The path of a program of the system, or undefined. */
export function systemProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Installs the packages of those programs, and those libraries, that are missing; touches nothing when all are there. */
export async function ensureSystemPrograms(
  programs: SystemPrograms,
  say: Say,
  libraries: readonly string[] = [],
): Promise<void> {
  const missing = [...missingPackages(programs), ...(await missingLibraries(libraries))];
  if (missing.length === 0) return;
  say(`apt-get install ${missing.join(' ')}`);
  if (await install(missing).then(({ status }) => status === 0)) return;
  say('apt-get update (the package lists are missing or old)');
  await run('apt-get', ['-qq', 'update'], { env: aptEnvironment() });
  const { stderr, stdout } = await install(missing);
  if (missingPackages(programs).length + (await missingLibraries(libraries)).length === 0) return;
  throw new EngineError(`cannot install ${missing.join(', ')}`, {
    why: lastLines(stderr || stdout),
    next: `install them by hand: apt-get install ${missing.join(' ')}`,
  });
}

function missingPackages(programs: SystemPrograms): readonly string[] {
  return [
    ...new Set(
      Object.entries(programs).flatMap(([name, owner]) => (systemProgram(name) === undefined ? [owner] : [])),
    ),
  ];
}

async function missingLibraries(packages: readonly string[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const name of packages) {
    const { stdout } = await run('dpkg-query', ['--show', '--showformat', '${db:Status-Status}', name]);
    if (!stdout.startsWith('installed')) missing.push(name);
  }
  return missing;
}

function install(packages: readonly string[]): ReturnType<typeof run> {
  const args = ['-qq', '-y', '--no-install-recommends', '-oDPkg::Lock::Timeout=120', 'install', ...packages];
  return run('apt-get', args, { env: aptEnvironment() });
}

function aptEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
}
