import type { Say } from '../engine/packages';

const EVERY_MS = 5000;

/** Waits for something long and says every few seconds that it still goes on. */
export async function withHeartbeat<T>(what: string, say: Say, wait: Promise<T>): Promise<T> {
  const start = performance.now();
  const timer = setInterval(() => {
    say(`  ${what}: ${Math.round((performance.now() - start) / 1000)} s`);
  }, EVERY_MS);
  try {
    return await wait;
  } finally {
    clearInterval(timer);
  }
}
