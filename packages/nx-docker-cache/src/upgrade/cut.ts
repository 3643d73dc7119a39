import type { Edit } from '../dockerfile/edits';
import type { Range } from '../dockerfile/syntax';

/** An instruction, or the body of a heredoc. */
export interface CutSite {
  /** Of the file. */
  readonly text: string;
  /** The character that continues a line here. */
  readonly escape: string;
  readonly start: number;
  /** What is left in front of it must not end in a continuation. */
  readonly end: number;
}

/**
 * The stretches to cut so that elements leave a row (words of a command, pairs of an ENV): each with the blanks, commas
 * and line continuations that go with it.
 */
export function stretchesOf(
  text: string,
  row: readonly Range[],
  isGone: (element: Range) => boolean,
): Range[] {
  const stretches: Range[] = [];
  for (let at = 0; at < row.length; at += 1) {
    const first = row[at];
    if (first === undefined || !isGone(first)) continue;
    let last = at;
    for (let next = row[last + 1]; next !== undefined && isGone(next); next = row[last + 1]) last += 1;
    const own = { start: first.start, end: row[last]?.end ?? first.end };
    stretches.push(stretchBetween(text, row[at - 1], own, row[last + 1]));
    at = last;
  }
  return stretches;
}

function stretchBetween(
  text: string,
  previous: Range | undefined,
  own: Range,
  next: Range | undefined,
): Range {
  const takesFollowing =
    next !== undefined && (previous === undefined || (startsLine(text, own) && sameLine(text, own, next)));
  return takesFollowing
    ? { start: own.start, end: next.start }
    : { start: previous?.end ?? own.start, end: own.end };
}

/** Takes out stretches. Those that touch are one: only then is it seen that nothing follows them. */
export function cutAll(site: CutSite, stretches: readonly Range[]): Edit[] {
  const merged: Range[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || start > last.end) merged.push({ start, end });
    else merged[merged.length - 1] = { start: last.start, end: Math.max(end, last.end) };
  }
  return merged.flatMap((stretch) => cut(site, stretch));
}

/** Takes out a stretch of text. Whole lines go where nothing else is left on them; comment lines in it stay. */
function cut(site: CutSite, range: Range): Edit[] {
  const lines = linesOf(site.text, range);
  if (!lines.some((line) => isComment(site.text, line))) return [{ range, text: '' }];
  const comment = commentAtTheEnd(site, range);
  const [first, ...rest] =
    comment === undefined ? lines : linesOf(site.text, { ...range, end: range.end + comment.length });
  if (first === undefined) return [];
  return [
    ...(comment === undefined ? cutPiece(site, first, range) : replaced(first, comment)),
    ...rest
      .filter((line) => !isComment(site.text, line))
      .flatMap((line) => cutPiece(site, line, range, comment !== undefined)),
  ];
}

/**
 * The shell's comment behind a stretch that nothing else follows, perhaps empty: it moves to what is last then. On a line
 * of its own it would be a line that the one before it is continued in.
 */
function commentAtTheEnd({ text, end }: CutSite, range: Range): string | undefined {
  return /^((?:[ \t]+#[^\n]*?)?)[ \t\r]*\s*$/.exec(text.slice(range.end, end))?.[1];
}

function replaced(range: Range, text: string): Edit[] {
  return range.start === range.end && text === '' ? [] : [{ range, text }];
}

/** What of a range stands on one line; the line's end is not part of it. */
function cutPiece({ text, escape }: CutSite, piece: Range, range: Range, isLast = false): Edit[] {
  const lineStart = text.lastIndexOf('\n', piece.start - 1) + 1;
  const lineEnd = endOfLine(text, piece.start);
  const written = text.slice(piece.start, piece.end);
  const content = withoutContinuation(written, escape);
  if (isBlank(content)) return [];
  const before = text.slice(lineStart, piece.start);
  const after = withoutContinuation(text.slice(piece.end, lineEnd), escape);
  if (isBlank(before) && isBlank(after)) {
    return isLast
      ? [{ range: withPrecedingBreak(text, lineStart, lineEnd), text: '' }]
      : [wholeLine(text, lineStart, lineEnd)];
  }
  const lead = content.length - content.trimStart().length;
  const start = piece.start + (range.start === piece.start ? 0 : lead);
  return [{ range: { start, end: piece.start + content.length }, text: '' }];
}

/** Takes out a whole instruction with its lines. Comment lines inside of it stay. */
export function cutInstruction(text: string, instruction: Range): Edit[] {
  return linesOf(text, { start: text.lastIndexOf('\n', instruction.start - 1) + 1, end: instruction.end })
    .filter((line) => !isComment(text, line))
    .map(({ start, end }) => wholeLine(text, start, end));
}

function wholeLine(text: string, start: number, end: number): Edit {
  return {
    range: { start, end: Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1)) },
    text: '',
  };
}

/** The last line of an instruction: its own end of line stays for the comment above it. */
function withPrecedingBreak(text: string, start: number, end: number): Range {
  const breakStart = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  return { start: Math.max(0, breakStart), end };
}

/** The parts of a range by line, without the line ends. */
function linesOf(text: string, { start, end }: Range): Range[] {
  const lines: Range[] = [];
  for (let at = start; at <= end;) {
    const lineEnd = Math.min(end, endOfLine(text, at));
    lines.push({ start: at, end: lineEnd });
    const next = text.indexOf('\n', at);
    if (next === -1 || next >= end) break;
    at = next + 1;
  }
  return lines;
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed === -1 ? text.length : feed;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}

/** A comment, or a blank line: BuildKit drops both inside an instruction, people want to keep them. */
function isComment(text: string, line: Range): boolean {
  const startsThere = line.start === 0 || text[line.start - 1] === '\n';
  return startsThere && /^\s*#/.test(text.slice(line.start, line.end));
}

function withoutContinuation(line: string, escape: string): string {
  const trimmed = line.trimEnd();
  return trimmed.endsWith(escape) ? trimmed.slice(0, -1) : line;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function startsLine(text: string, { start }: Range): boolean {
  return isBlank(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
}

function sameLine(text: string, a: Range, b: Range): boolean {
  return !text.slice(a.end, b.start).includes('\n');
}
