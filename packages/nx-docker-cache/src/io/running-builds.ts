import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One of the builds that run on this machine and keep their state in one place. */
export interface RunningBuild {
  /** Whether another one runs now. */
  areOthers(): boolean;
  end(): void;
}

/** Nothing is built for longer: the mark of a process that died, whose number another one has now. */
const LONGEST_MS = 6 * 60 * 60_000;

/**
 * Marks that a build runs. Never fails: where no mark can be written, builds do not see each other.
 * @param folder holds a file for each build, named for its process
 */
export function beginBuild(folder: string): RunningBuild {
  const own = `${process.pid}-${randomUUID()}`;
  quietly(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, own), '');
  });
  return {
    areOthers: () =>
      quietly(() => readdirSync(folder).some((name) => name !== own && isAlive(folder, name))) ?? false,
    end: () => {
      quietly(() => {
        rmSync(join(folder, own), { force: true });
      });
    },
  };
}

/** The mark of a process that is gone is removed. */
function isAlive(folder: string, name: string): boolean {
  const facts = statSync(join(folder, name), { throwIfNoEntry: false });
  if (facts === undefined) return false;
  if (Date.now() - facts.mtimeMs < LONGEST_MS && isProcess(Number.parseInt(name, 10))) return true;
  rmSync(join(folder, name), { force: true });
  return false;
}

/** A process of another user is one as well (EPERM). */
function isProcess(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
