import type { Range } from './syntax';

/** Replaces the text of a range. An empty range inserts. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * The text with all edits made, from the last to the first, so that no edit moves another.
 * @throws RangeError when edits overlap: a plan that does so is a defect of ours, never of the input.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const pieces: string[] = [];
  let at = 0;
  for (const { range, text: replacement } of ordered) {
    if (range.start < at) throw new RangeError(`edits overlap at offset ${range.start}`);
    pieces.push(text.slice(at, range.start), replacement);
    at = range.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
