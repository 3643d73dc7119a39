/** A line of the file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** Without the line feed and the carriage returns before it. */
  readonly end: number;
}

/**
 * The longest line in bytes of UTF-8, a line feed included even where the last line has none: BuildKit reads with Go's
 * `bufio.Scanner`, whose buffer ends there (`MaxScanTokenSize`).
 */
export const MAX_LINE_BYTES = 64 * 1024;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a text line by line, at line feeds only. A byte-order mark in front of the first line is skipped. Reading ends
 * at a line that is too long for BuildKit, which `tooLong` then names.
 */
export class LineReader {
  #at = 0;
  #count = 0;
  /** The number of the line that ended the reading, undefined while all is well. */
  tooLong: number | undefined;

  constructor(readonly text: string) {}

  /** The number of lines read so far. */
  get count(): number {
    return this.#count;
  }

  /** The next line; undefined at the end of the text. */
  next(): Line | undefined {
    const start = this.#at;
    if (start >= this.text.length || this.tooLong !== undefined) return undefined;
    const lineFeed = this.text.indexOf('\n', start);
    const end = lineFeed === -1 ? this.text.length : lineFeed;
    if (isTooLong(this.text, start, end)) {
      this.tooLong = this.#count + 1;
      return undefined;
    }
    this.#at = lineFeed === -1 ? end : lineFeed + 1;
    this.#count += 1;
    const marked = this.#count === 1 && this.text.startsWith(BYTE_ORDER_MARK);
    return {
      number: this.#count,
      start: marked ? 1 : start,
      end: withoutCarriageReturns(this.text, start, end),
    };
  }
}

function withoutCarriageReturns(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charAt(at - 1) === '\r') at -= 1;
  return at;
}

/** Counts bytes only where the number of UTF-16 units leaves it open. */
function isTooLong(text: string, start: number, end: number): boolean {
  const limit = MAX_LINE_BYTES - 1;
  const units = end - start;
  return units > limit || (units * 3 > limit && Buffer.byteLength(text.slice(start, end)) > limit);
}
