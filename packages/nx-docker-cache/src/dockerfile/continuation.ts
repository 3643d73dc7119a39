import type { EscapeToken } from './syntax';

/**
 * The offset of the escape character that continues the line; undefined when the line ends the instruction. It is the
 * last character but for spaces and tabs, and does not follow another escape character: `\\\` at the end of a line does
 * not continue it, although a shell would (BuildKit's `lineContinuationRegex`).
 */
export function continuationStart(
  text: string,
  start: number,
  end: number,
  escape: EscapeToken,
): number | undefined {
  let at = end - 1;
  while (at >= start && (text.charAt(at) === ' ' || text.charAt(at) === '\t')) at -= 1;
  if (at < start || text.charAt(at) !== escape) return undefined;
  return at > start && text.charAt(at - 1) === escape ? undefined : at;
}
