import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { cloneFolder, shortHash } from './clone-folder';
import { errorCode } from './error-code';
import { lastBuilds, type LastBuilds } from './last-builds';

/**
 * What is kept about the builds and runs of one folder: lines in two files, of which the older one is dropped when the
 * newer one is full, and the last run whole. Every process appends on its own; a line is one write to a file opened for
 * appending, so that lines of several processes never mix. A crash leaves at most one line cut off.
 */
export interface HistoryStore {
  /** @throws what the file system throws */
  append(line: string): void;
  /** The files, oldest first; without those that are not there. */
  read(): readonly string[];
  /** The last lines, for one who looks for what has just been appended. */
  readEnd(bytes: number): string;
  lastRun(): unknown;
  /** @throws what the file system throws */
  writeLastRun(run: object): void;
  /** The first one who tells the tasks of a run is heard. */
  noteTaskGraph(run: string, dependencies: object): void;
  taskGraph(run: string): unknown;
  /** What the builds left in builders (cache/build-trace.ts), by any name: one a target and builder. */
  readonly traces: LastBuilds;
}

/** Each of the two files: some 5,000 builds of a usual project. */
const MOST_BYTES = 8_000_000;
/** Targets times builders; those that were not built for longest are forgotten. */
const MOST_TRACES = 1_000;
/** Nobody holds the lock for long: one who has died does not hold it for ever. */
const LOCK_KEPT_MS = 10_000;

/**
 * @param dataFolder for what is kept between runs; folders that are built in may share it
 * @param root the folder that is built in, absolute
 */
export function historyStore(dataFolder: string, root: string, mostBytes = MOST_BYTES): HistoryStore {
  const folder = cloneFolder(dataFolder, root);
  const [current, older] = [join(folder, 'history.ndjson'), join(folder, 'history.older.ndjson')];
  const lastRunFile = join(folder, 'last-run.json');
  const graphFile = (run: string): string => join(folder, 'runs', run, 'task-graph.json');
  return {
    append: (line) => {
      mkdirSync(folder, { recursive: true });
      // The end of a line comes first as well: what a crash has cut off must not take this line along.
      appendFileSync(current, `\n${line}\n`);
      if (sizeOf(current) > mostBytes) turnOver(current, older, mostBytes);
    },
    read: () => {
      // The newer one first: it may become the older one meanwhile, but it is not missed.
      const now = readText(current);
      const before = readText(older);
      return (before.startsWith(now) ? [before] : [before, now]).filter((text) => text !== '');
    },
    readEnd: (bytes) => {
      const now = readEnd(current, bytes);
      const left = bytes - Buffer.byteLength(now);
      // What has just been appended may have been turned over.
      return sizeOf(current) < bytes ? readEnd(older, left) + now : now;
    },
    lastRun: () => parse(readText(lastRunFile)),
    writeLastRun: (run) => {
      mkdirSync(folder, { recursive: true });
      const temporary = `${lastRunFile}.${randomUUID()}.tmp`;
      try {
        writeFileSync(temporary, JSON.stringify(run));
        renameSync(temporary, lastRunFile);
      } finally {
        rmSync(temporary, { force: true });
      }
    },
    noteTaskGraph: (run, dependencies) => {
      try {
        writeFileSync(graphFile(run), JSON.stringify(dependencies), { flag: 'wx' });
      } catch (error) {
        // EEXIST: another task was first. ENOENT: the hook did not begin this run, so it will not end it either.
        if (errorCode(error) !== 'EEXIST' && errorCode(error) !== 'ENOENT') throw error;
      }
    },
    taskGraph: (run) => parse(readText(graphFile(run))),
    traces: lastBuilds(join(folder, 'traces'), shortHash, MOST_TRACES),
  };
}

/** One process at a time, and only if the file is still too large: another one may have been faster. */
function turnOver(current: string, older: string, mostBytes: number): void {
  const lock = `${current}.lock`;
  if (!takeLock(lock)) return;
  try {
    if (sizeOf(current) > mostBytes) renameSync(current, older);
  } catch {
    // The line is written. Another one will find the file too large again.
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock: string): boolean {
  const facts = statSync(lock, { throwIfNoEntry: false });
  if (facts !== undefined && Date.now() - facts.mtimeMs > LOCK_KEPT_MS) rmSync(lock, { force: true });
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch {
    return false;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whole lines. */
function readEnd(file: string, bytes: number): string {
  const size = sizeOf(file);
  if (size <= bytes) return readText(file);
  if (bytes <= 0) return '';
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const text = buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, bytes, size - bytes));
    const start = text.indexOf('\n');
    return start < 0 ? '' : text.slice(start + 1);
  } finally {
    closeSync(descriptor);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
