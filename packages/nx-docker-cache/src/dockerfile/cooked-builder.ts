import { continuationStart } from './continuation';
import type { CookedText, EscapeToken, Segment } from './syntax';

/** Collects stretches of a file into one cooked text. */
export class CookedBuilder {
  readonly #pieces: string[] = [];
  readonly #segments: Segment[] = [];
  #length = 0;

  constructor(readonly text: string) {}

  add(start: number, end: number): void {
    if (start === end && this.#segments.length > 0) return;
    this.#pieces.push(this.text.slice(start, end));
    this.#segments.push({ cooked: this.#length, source: start, length: end - start });
    this.#length += end - start;
  }

  /** Adds a line without its continuation character. True when the line continues on the next one. */
  addLine(start: number, end: number, escape: EscapeToken): boolean {
    const continuation = continuationStart(this.text, start, end, escape);
    this.add(start, continuation ?? end);
    return continuation !== undefined;
  }

  build(): CookedText {
    return { text: this.#pieces.join(''), segments: this.#segments };
  }
}
