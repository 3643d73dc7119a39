import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LARGEST_PORTION } from './download';
import { type Fault, rateOfFault } from './faults';
import { TokenBucket } from './token-bucket';

export interface Outlet {
  /** The link that all connections share. */
  readonly link: TokenBucket;
  readonly fault: Fault | undefined;
  /** Called with the size of each piece when it has been handed over. */
  readonly onSent: (bytes: number) => void;
}

/** The size of the pieces in which a body goes out at this rate. */
export function portionOf({ link }: Outlet): number {
  return Math.min(link.portion, LARGEST_PORTION);
}

/** Sends a body piece by piece, as fast as the link allows. Returns false when the connection ended before the body. */
export async function sendBody(
  response: ServerResponse,
  chunks: AsyncIterable<Buffer>,
  outlet: Outlet,
): Promise<boolean> {
  const { link, fault, onSent } = outlet;
  const own = new TokenBucket(rateOfFault(fault));
  let left = fault?.kind === 'cut' ? fault.afterBytes : Infinity;
  for await (const chunk of chunks) {
    const piece = chunk.length > left ? chunk.subarray(0, left) : chunk;
    const now = performance.now();
    const wait = Math.max(link.book(piece.length, now), own.book(piece.length, now));
    if (wait >= 1) await sleep(wait);
    if (response.destroyed) return false;
    await handOver(response, piece);
    onSent(piece.length);
    left -= piece.length;
    if (left <= 0) {
      response.destroy();
      return false;
    }
  }
  response.end();
  return true;
}

async function handOver(response: ServerResponse, piece: Buffer): Promise<void> {
  if (response.write(piece)) return;
  const gone = new AbortController();
  const closed = once(response, 'close', { signal: gone.signal });
  const drained = once(response, 'drain', { signal: gone.signal });
  await Promise.race([closed, drained]).finally(() => {
    gone.abort();
  });
  await Promise.allSettled([closed, drained]);
}

/** A body that is in memory, in pieces. */
export async function* slices(body: Buffer, portion: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += portion)
    yield await Promise.resolve(body.subarray(at, at + portion));
}
