import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code';

const LENGTH = 32;
/** A key in the making is left alone for as long as this: another process may be about to name it. */
const ATTEMPTS = 5;

/**
 * The key of this machine's hashes, made at the first use. Only its owner can read it, and it is written nowhere else.
 * Processes that make it at the same time agree on one. Undefined where the folder cannot be used.
 */
export function machineKey(folder: string): Uint8Array | undefined {
  const file = join(folder, 'hash-key');
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const key = readKey(file);
      if (key !== undefined) return key;
      makeKey(folder, file);
    }
  } catch {
    // A home folder that cannot be written to: builds go on without explanations.
  }
  return undefined;
}

function readKey(file: string): Uint8Array | undefined {
  try {
    const key = readFileSync(file);
    if (key.length !== LENGTH) {
      rmSync(file, { force: true });
      return undefined;
    }
    // It may have been copied there by somebody with another umask.
    chmodSync(file, 0o600);
    return key;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Linked into place whole: a link, unlike a rename, leaves a key alone that is already there. */
function makeKey(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, randomBytes(LENGTH), { mode: 0o600, flag: 'wx' });
    linkSync(temporary, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
