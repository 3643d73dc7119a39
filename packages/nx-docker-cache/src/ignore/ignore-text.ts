/**
 * The pattern that stands for exactly this path and what is below it; undefined where an ignore file cannot say it: a
 * line break ends a line, and spaces at the ends of one are cut.
 */
export function patternOf(path: string): string | undefined {
  if (path === '' || /[\r\n]|^\s|\s$/u.test(path)) return undefined;
  const escaped = path.replace(/[\\*?[\]^]/g, '\\$&');
  return /^[#!]/.test(escaped) ? `\\${escaped}` : escaped;
}

/** Lines that belong together, under a comment that says why. */
export interface IgnoreBlock {
  readonly comment: string;
  readonly patterns: readonly string[];
}

/**
 * An ignore file with further lines; what was there stays, byte for byte. They stand at its end; where the file brings
 * something back (`!`) they stand in front of its first pattern, since the last line that matches decides.
 */
export function withBlocks(text: string | undefined, blocks: readonly IgnoreBlock[]): string {
  if (blocks.length === 0) return text ?? '';
  const end = /\r\n/.test(text ?? '') ? '\r\n' : '\n';
  const lines = blocks.map(({ comment, patterns }) => [`# ${comment}`, ...patterns, ''].join(end));
  const added = lines.join(end);
  if (text === undefined || text.trim() === '') return `${text ?? ''}${added}`;
  if (!/^[ \t]*!/m.test(text)) {
    const separator = text.endsWith('\n') ? end : `${end}${end}`;
    return `${text}${separator}${added}`;
  }
  const start = firstPattern(text);
  return `${text.slice(0, start)}${added}${end}${text.slice(start)}`;
}

/** Where the line of the first pattern begins. A byte order mark stays at the front. */
function firstPattern(text: string): number {
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  for (const line of text.slice(offset).split(/(?<=\n)/)) {
    if (line.trim() !== '' && !line.startsWith('#')) break;
    offset += line.length;
  }
  return offset;
}
