import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A name beside the target for what is not complete yet; no other writer has the same. */
export function partialName(target: string): string {
  return `${target}.${randomUUID().slice(0, 8)}.part`;
}

/** Writes a file so that its readers, also those of other processes, see all of it or none. */
export async function writeWhole(target: string, content: string | Buffer): Promise<void> {
  const partial = partialName(target);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(partial, content);
  await rename(partial, target);
}
