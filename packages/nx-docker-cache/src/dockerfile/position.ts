/** A place in a text as people count: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. Lines end at LF, as BuildKit counts them. */
export function positionOf(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let eol = text.indexOf('\n'); eol !== -1 && eol < offset; eol = text.indexOf('\n', lineStart)) {
    line += 1;
    lineStart = eol + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The column alone: what it takes does not grow with the text before the line. */
export function columnOf(text: string, offset: number): number {
  return offset === 0 ? 1 : offset - text.lastIndexOf('\n', offset - 1);
}
