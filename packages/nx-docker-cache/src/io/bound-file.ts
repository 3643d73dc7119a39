import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isRecord } from './json';

/**
 * JSON that counts only in the file it was written to: it carries the number of its own inode and the time of its last change,
 * so that a copy (another clone, a restored backup, a CI cache) reads as absent. What is kept so may say "unchanged since".
 * Both, because a file system gives the inode of what was removed to what comes next, and many a copy keeps the time.
 */
export function writeBoundFile(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  const changedSeconds = roundSeconds();
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      const inode = inodeOf(fstatSync(descriptor, { bigint: true }));
      writeSync(descriptor, JSON.stringify({ ...content, inode, changedSeconds }));
      futimesSync(descriptor, changedSeconds, changedSeconds);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Undefined when the file is absent, damaged, unreadable, or a copy. */
export function readBoundFile(file: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const found = lstatSync(file, { bigint: true });
    const isOriginal =
      isRecord(content) &&
      content['inode'] === inodeOf(found) &&
      content['changedSeconds'] === Number(found.mtimeNs) / 1e9;
    return isOriginal ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Larger than a number holds exactly on some file systems. */
function inodeOf({ ino }: { readonly ino: bigint }): string {
  return ino.toString();
}

/** The present time as every file system can keep it (FAT: even seconds), and as hardly any copy gets it by itself. */
function roundSeconds(): number {
  return Math.floor(Date.now() / 2000) * 2;
}
