import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

/** A maker that was killed leaves its claim behind: after this long it counts as dead. */
const CLAIM_KEPT_MS = 10 * 60_000;

/**
 * Makes a folder unless it is there, once for all test processes: the others wait. It appears under its name only
 * when it is whole.
 */
export async function makeFolderOnce(
  folder: string,
  make: (emptyFolder: string) => Promise<void>,
): Promise<string> {
  mkdirSync(dirname(folder), { recursive: true });
  const claim = `${folder}.claim`;
  while (!existsSync(folder)) {
    if (!takeClaim(claim)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    const temporary = `${folder}.${randomUUID()}`;
    try {
      mkdirSync(temporary);
      await make(temporary);
      if (!existsSync(folder)) renameSync(temporary, folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
      rmSync(claim, { recursive: true, force: true });
    }
  }
  return folder;
}

function takeClaim(claim: string): boolean {
  const facts = statSync(claim, { throwIfNoEntry: false });
  if (facts !== undefined && Date.now() - facts.mtimeMs > CLAIM_KEPT_MS)
    rmSync(claim, { recursive: true, force: true });
  try {
    mkdirSync(claim);
    return true;
  } catch {
    return false;
  }
}
