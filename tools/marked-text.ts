/**
 * Replaces what stands between `<!-- measured:NAME -->` and `<!-- /measured:NAME -->`.
 * @throws Error when a marker is missing: nothing is written over by guess.
 */
export function replaceMarked(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- measured:${name} -->`, `<!-- /measured:${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start)
    throw new Error(`there is no place for what was measured: ${open} … ${close}`);
  return `${text.slice(0, start + open.length)}\n\n${content}\n${text.slice(end)}`;
}
