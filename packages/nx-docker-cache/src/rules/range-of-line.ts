import type { Range } from '../dockerfile/syntax';

/** A line of a text without its end; lines count from 1. */
export function rangeOfLine(text: string, line: number): Range {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed;
  return { start, end: text[end - 1] === '\r' ? end - 1 : end };
}
