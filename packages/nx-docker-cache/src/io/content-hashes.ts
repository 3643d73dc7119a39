import { createReadStream, lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Hasher } from '../timing/explain/keyed-hash';
import type { KeyedHash } from '../timing/step-key';
import { errorCode } from './error-code';
import { hashMemory, type HashMemory } from './hash-memory';

export interface HashedEntry {
  readonly kind: 'file' | 'link' | 'folder' | 'other';
  readonly mode: number;
  readonly bytes: number;
  /** Undefined for folders. */
  readonly content: KeyedHash | undefined;
  /** It changed while it was looked at, or at the moment that the caller gave or later. */
  readonly isUnsure: boolean;
  /** Of files that the caller wants to read as well, and that were not remembered. */
  readonly text: string | undefined;
}

export interface HashTask {
  /** Absolute; paths are relative to it. */
  readonly root: string;
  readonly paths: readonly string[];
  /** Milliseconds since the epoch: what changed since then is unsure. */
  readonly since: number;
  readonly hasher: Hasher;
  /** Where hashes are remembered between builds. */
  readonly memoryFile: string;
  readonly wantsText: (path: string, bytes: number) => boolean;
  readonly signal: AbortSignal;
}

/** Coarser than the grain of file times: a write this long before a moment has an earlier time than it. */
const GRAIN_MS = 20;
/** A file may be written again within the grain of its times, and look the same: such a hash is not remembered. */
const SETTLED_MS = 2_000;
/** Larger files are read in pieces. */
const WHOLE_BYTES = 256 * 1024;
const AT_ONCE = 4;
/** Looked at before others get their turn: the display of a build is drawn by the same process. */
const FACTS_IN_A_ROW = 200;

/**
 * Hashes files, links and folders; none is read twice as long as size, times and inode stay the same. When the signal
 * comes it returns what it has. What is not there is not in the answer.
 */
export async function hashEntries(task: HashTask): Promise<ReadonlyMap<string, HashedEntry>> {
  const memory = hashMemory(task.memoryFile, task.hasher.id);
  const found = new Map<string, HashedEntry>();
  const unread: { readonly path: string; readonly stats: BigIntStats }[] = [];
  for (const [index, path] of task.paths.entries()) {
    if (index % FACTS_IN_A_ROW === FACTS_IN_A_ROW - 1) await breathe();
    if (task.signal.aborted) break;
    const stats = statsOf(join(task.root, path));
    if (stats === undefined) continue;
    const known = stats.isFile() ? memory.find(path, stats) : undefined;
    if (stats.isFile() && known === undefined) unread.push({ path, stats });
    else found.set(path, entryOf(task, path, stats, known));
  }
  await readAll(task, unread, { memory, found });
  memory.save();
  return found;
}

function entryOf(
  { root, hasher, since }: HashTask,
  path: string,
  stats: BigIntStats,
  known: KeyedHash | undefined,
): HashedEntry {
  const isLink = stats.isSymbolicLink();
  return {
    kind: stats.isFile() ? 'file' : isLink ? 'link' : stats.isDirectory() ? 'folder' : 'other',
    mode: isLink ? 0 : Number(stats.mode & 0o7777n),
    bytes: stats.isFile() ? Number(stats.size) : 0,
    content: isLink ? hasher.of(linkText(join(root, path))) : known,
    // The time of a folder says that something in it came or went, which the list of paths tells better.
    isUnsure: !stats.isDirectory() && Number(stats.ctimeNs / 1_000_000n) >= since - GRAIN_MS,
    text: undefined,
  };
}

interface Hashed {
  readonly memory: HashMemory;
  readonly found: Map<string, HashedEntry>;
}

async function readAll(
  task: HashTask,
  unread: { readonly path: string; readonly stats: BigIntStats }[],
  hashed: Hashed,
): Promise<void> {
  const queue = unread.values();
  const worker = async (): Promise<void> => {
    for (const { path, stats } of queue) {
      if (task.signal.aborted) return;
      await readOne(task, path, stats, hashed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function readOne(
  task: HashTask,
  path: string,
  stats: BigIntStats,
  { memory, found }: Hashed,
): Promise<void> {
  const file = join(task.root, path);
  const text = task.wantsText(path, Number(stats.size));
  try {
    const read = await readContent(file, Number(stats.size), task, text);
    const after = statsOf(file);
    if (read === undefined || after === undefined) return;
    const entry = entryOf(task, path, stats, read.content);
    const isSame = sameFile(stats, after);
    found.set(path, { ...entry, text: read.text, isUnsure: entry.isUnsure || !isSame });
    if (isSame && isSettled(stats)) memory.add(path, stats, read.content);
  } catch (error) {
    // Gone, or not ours to read: the build says so if it needs it. The list is then shorter than what was asked for.
    if (errorCode(error) === undefined) throw error;
  }
}

interface Read {
  readonly content: KeyedHash;
  readonly text: string | undefined;
}

async function readContent(
  file: string,
  bytes: number,
  { hasher, signal }: HashTask,
  wantsText: boolean,
): Promise<Read | undefined> {
  const hash = hasher.begin();
  if (bytes <= WHOLE_BYTES || wantsText) {
    const content = await readFile(file);
    hash.add(content);
    return { content: hash.end(), text: wantsText ? content.toString('utf8') : undefined };
  }
  for await (const chunk of createReadStream(file, { highWaterMark: WHOLE_BYTES })) {
    if (signal.aborted) return undefined;
    hash.add(chunk as Buffer);
  }
  return { content: hash.end(), text: undefined };
}

function statsOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function linkText(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function sameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

function isSettled({ ctimeNs, mtimeNs }: BigIntStats): boolean {
  const latest = ctimeNs > mtimeNs ? ctimeNs : mtimeNs;
  return Number(latest / 1_000_000n) < Date.now() - SETTLED_MS;
}
