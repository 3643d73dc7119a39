import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineLayout } from './layout';
import { run } from './run-process';

/** What dockerd starts and what outlives it when it is killed. */
const ENGINE_PROGRAMS = new Set(['dockerd', 'containerd', 'containerd-shim-runc-v2', 'runc', 'docker-proxy']);

/** What /proc tells of a process. */
export interface ProcessFacts {
  readonly pid: number;
  readonly program: string;
  readonly args: readonly string[];
  /** The line of /proc/PID/mountinfo for `/`. */
  readonly rootMount: string;
}

/** True for the engine's own processes and for those that run in its containers and build steps. */
export function belongsTo(layout: EngineLayout, process: ProcessFacts): boolean {
  const folders = [`${layout.runDir}/`, `${layout.dataRoot}/`, layout.daemonJson];
  const named = process.args.some((arg) => folders.some((folder) => arg.includes(folder)));
  return (ENGINE_PROGRAMS.has(process.program) && named) || process.rootMount.includes(`${layout.dataRoot}/`);
}

/**
 * What has to be unmounted, a mount before what it is mounted on: everything below the engine's folders, and the data
 * root where dockerd has mounted it onto itself (which a killed one does not undo), but not where the user mounted it.
 */
export function mountsOf(layout: EngineLayout, mountinfo: string): readonly string[] {
  const below = (point: string): boolean =>
    point.startsWith(`${layout.dataRoot}/`) || point.startsWith(`${layout.runDir}/`);
  const ontoItself = (root: string, point: string): boolean =>
    point === layout.dataRoot && root !== '/' && point.endsWith(root);
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ').map((field) => field.replace(/\\040/g, ' ')))
    .filter(([, , , root = '', point = '']) => below(point) || ontoItself(root, point))
    .map(([, , , , point = '']) => point)
    .sort((a, b) => b.length - a.length);
}

/** Ends what a killed engine left behind: processes first, then mounts. Safe when there is nothing. */
export async function clearLeftovers(layout: EngineLayout): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const rest = listProcesses().filter((process) => belongsTo(layout, process));
    if (rest.length === 0) break;
    rest.forEach(({ pid }) => {
      signal(pid, 'SIGKILL');
    });
    await sleep(50);
  }
  for (const point of mountsOf(layout, readFileSync('/proc/self/mountinfo', 'utf8'))) {
    await run('umount', ['-l', point]);
  }
}

/** The dockerd that runs with this layout's configuration file, if any. */
export function runningDaemon(layout: EngineLayout): number | undefined {
  return listProcesses().find(
    ({ program, args }) => program === 'dockerd' && args.includes(layout.daemonJson),
  )?.pid;
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readOr(`/proc/${pid}/status`));
}

function listProcesses(): readonly ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({
      pid: Number(name),
      program: programOf(name),
      args: readOr(`/proc/${name}/cmdline`).split('\0'),
      rootMount:
        readOr(`/proc/${name}/mountinfo`)
          .split('\n')
          .find((line) => line.split(' ')[4] === '/') ?? '',
    }))
    .filter(({ pid }) => isAlive(pid));
}

/** The name of the executable: /proc/PID/comm cuts names at 15 characters. */
function programOf(pid: string): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''));
  } catch {
    return ''; // a kernel thread, or gone meanwhile
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process ended meanwhile
  }
}
