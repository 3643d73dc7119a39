import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
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
 * JSON that counts only in the file it was written to: it carries the number of its own inode, so that a copy
 * (another clone, a restored backup, a CI cache) reads as absent. What is kept so may say "unchanged since".
 */
export function writeBoundFile(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeSync(
        descriptor,
        JSON.stringify({ ...content, inode: inodeOf(fstatSync(descriptor, { bigint: true })) }),
      );
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
    const inode = inodeOf(lstatSync(file, { bigint: true }));
    return isRecord(content) && content['inode'] === inode ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Larger than a number holds exactly on some file systems. */
function inodeOf({ ino }: { readonly ino: bigint }): string {
  return ino.toString();
}
