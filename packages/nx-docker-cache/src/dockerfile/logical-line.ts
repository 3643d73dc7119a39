import { skipSpace } from './blanks';
import { CookedBuilder } from './cooked-builder';
import type { Line, LineReader } from './lines';
import type { CookedText, EscapeToken } from './syntax';

/** An instruction before its parts are told apart: its lines joined. */
export interface LogicalLine {
  readonly cooked: CookedText;
  readonly startLine: number;
  readonly endLine: number;
  /** The end of its last line, which may be a comment that the continuation swallowed. */
  readonly end: number;
}

/**
 * Joins `first` with the lines that continue it. Blank and comment lines in between are dropped, and they do not end
 * the instruction: the next line that is neither belongs to it. Undefined when `first` is blank or a comment itself.
 */
export function readLogicalLine(
  lines: LineReader,
  first: Line,
  escape: EscapeToken,
): LogicalLine | undefined {
  const { text } = lines;
  const start = skipSpace(text, first.start, first.end);
  if (start === first.end || text.charAt(start) === '#') return undefined;

  const cooked = new CookedBuilder(text);
  let last = first;
  let open = cooked.addLine(start, first.end, escape);
  while (open) {
    const line = lines.next();
    if (line === undefined) break;
    last = line;
    const content = skipSpace(text, line.start, line.end);
    if (content === line.end || text.charAt(content) === '#') continue;
    open = cooked.addLine(line.start, line.end, escape);
  }
  return { cooked: cooked.build(), startLine: first.number, endLine: last.number, end: last.end };
}
