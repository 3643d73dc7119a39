import type { Edit } from '../dockerfile/edits';

/** Of each line of the text that edits make, the line of the text before that it came from. Lines count from 1. */
export function linesBefore(before: string, edits: readonly Edit[]): (line: number) => number {
  const ordered = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const shifts = ordered.map(({ range, text }) => ({
    /** The first line, after all edits so far, that stands behind this one. */
    line: newlines(before.slice(0, range.start)),
    removed: newlines(before.slice(range.start, range.end)),
    added: newlines(text),
  }));
  return (line) => {
    let moved = 0;
    for (const shift of shifts) {
      const start = shift.line + 1 + moved;
      if (line < start) break;
      if (line < start + shift.added) return shift.line + 1;
      moved += shift.added - shift.removed;
    }
    return line - moved;
  };
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
