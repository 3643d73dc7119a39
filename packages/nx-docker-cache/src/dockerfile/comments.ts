import { skipSpace, trimSpaceEnd } from './blanks';
import type { Line } from './lines';

/** Collects the comments that BuildKit attaches to the next instruction (`PrevComment` of its nodes). */
export class CommentCollector {
  #comments: string[] = [];

  constructor(
    readonly text: string,
    /** The number of the last line that is a directive. */
    readonly lastDirective: number,
  ) {}

  /** Takes note of a line that is blank or a comment. BuildKit cuts off one byte, whether it is the `#` or of a blank. */
  add(line: Line): void {
    if (line.number <= this.lastDirective || skipSpace(this.text, line.start, line.end) === line.end) return;
    const damaged = '\uFFFD'.repeat(Buffer.byteLength(this.text.charAt(line.start)) - 1);
    const start = damaged === '' ? skipSpace(this.text, line.start + 1, line.end) : line.start + 1;
    const comment = damaged + this.text.slice(start, trimSpaceEnd(this.text, start, line.end));
    if (comment === '') this.#comments = [];
    else this.#comments.push(comment);
  }

  /** The comments so far; the next ones belong to the instruction after that. */
  take(): string[] {
    const taken = this.#comments;
    this.#comments = [];
    return taken;
  }
}
