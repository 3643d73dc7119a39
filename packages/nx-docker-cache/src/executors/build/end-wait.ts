import type { World } from '../../io/world';

/** A build waits at its end for what is still being looked at: at most so long, or so much of its own time. */
const LONGEST_WAIT_MS = 50;
const LONGEST_WAIT_SHARE = 0.02;

/** Gives up on what is waited for when a build has waited long enough; the returned function is for when it has come. */
export function limitWait(
  clock: Pick<World['clock'], 'every'>,
  wallMs: number,
  giveUp: () => void,
): () => void {
  return clock.every(Math.max(LONGEST_WAIT_MS, wallMs * LONGEST_WAIT_SHARE), giveUp);
}
