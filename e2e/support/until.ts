import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_MS = 120_000;

/**
 * Asks again and again until something is so. The time only ends a test that has gone wrong: it is far more than a slow machine
 * needs.
 * @param what says it in words, for the error where it does not become so
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${LONGEST_MS / 1000} s: ${what}`);
    await sleep(100);
  }
}
