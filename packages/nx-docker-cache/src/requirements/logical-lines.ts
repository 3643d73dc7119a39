/** A line as pip sees it: continuations joined, comments and outer blanks gone, never empty. */
export interface LogicalLine {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

const COMMENT = /(?:^|\s)#.*$/;

/**
 * The logical lines of a requirements file, in the order and by the rules of pip's `req_file.py`: a backslash at the end
 * continues a line, a line with a comment ends it, and comments go when the lines are joined.
 */
export function logicalLines(text: string): readonly LogicalLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const found: LogicalLine[] = [];
  let begun: string[] = [];
  lines.forEach((line, index) => {
    const continues = line.endsWith('\\') && !COMMENT.test(line);
    // Blank in front: a comment line must not become part of the word before it.
    begun.push(continues ? line.slice(0, -1) : COMMENT.test(line) ? ` ${line}` : line);
    if (continues && index < lines.length - 1) return;
    const joined = begun.join('').replace(COMMENT, '').trim();
    if (joined !== '') found.push({ text: joined, line: index + 2 - begun.length, endLine: index + 1 });
    begun = [];
  });
  return found;
}
