import type { Rate } from './rate';

/** What may pass at once after a pause. */
const BURST_BYTES = 64 * 1024;

/** Decides when bytes may pass, over all connections together. The clock (in milliseconds) is passed in. */
export class TokenBucket {
  /** The time at which everything granted so far has passed at the set rate. */
  private busyUntil = 0;

  constructor(private rate: Rate) {}

  setRate(rate: Rate): void {
    this.rate = rate;
    this.busyUntil = 0;
  }

  /** Books the bytes and returns how many milliseconds to wait before they may pass. */
  book(bytes: number, now: number): number {
    if (this.rate === undefined) return 0;
    const msOf = (count: number): number => (count / (this.rate ?? Infinity)) * 1000;
    this.busyUntil = Math.max(this.busyUntil, now - msOf(BURST_BYTES)) + msOf(bytes);
    return Math.max(0, this.busyUntil - now);
  }

  /** How many bytes to hand over at once: about a fiftieth of a second's worth, so that connections share fairly. */
  get portion(): number {
    return this.rate === undefined
      ? Infinity
      : Math.max(1024, Math.min(BURST_BYTES, Math.floor(this.rate / 50)));
  }
}
