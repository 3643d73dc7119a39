import type { CookedText, Range, Segment } from './syntax';

/** Which segment holds the character at `index`; of two that meet there, the later one. Found by halving. */
function segmentIndexAt(segments: readonly Segment[], index: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.cooked ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The parts of the segments that hold a stretch of the cooked text, which is not empty. */
function segmentsOf({ segments }: CookedText, { start, end }: Range): Segment[] {
  const parts: Segment[] = [];
  for (let at = segmentIndexAt(segments, start); at < segments.length; at += 1) {
    const segment = segments[at];
    if (segment === undefined || segment.cooked >= end) break;
    const from = Math.max(start, segment.cooked);
    const length = Math.min(end, segment.cooked + segment.length) - from;
    if (length > 0)
      parts.push({ cooked: from - start, source: segment.source + from - segment.cooked, length });
  }
  return parts;
}

function checkIndex(cooked: CookedText, index: number): void {
  if (index < 0 || index > cooked.text.length)
    throw new RangeError(`offset ${index} is outside of the cooked text`);
}

/**
 * Where the character at `index` of the cooked text stands in the file; for the length of the text, the place
 * right after its last character.
 * @throws RangeError outside of `0 … text.length`: a defect of the caller.
 */
export function sourceOffset(cooked: CookedText, index: number): number {
  checkIndex(cooked, index);
  const segment = cooked.segments[segmentIndexAt(cooked.segments, index)];
  if (segment === undefined) throw new RangeError('a cooked text without segments');
  return segment.source + index - segment.cooked;
}

/**
 * The places in the file of a stretch of cooked text: as few ranges as possible, in order, each unbroken. More than
 * one when the stretch runs over a line continuation. An empty stretch gives one empty range.
 */
export function sourceRanges(cooked: CookedText, { start, end }: Range): Range[] {
  checkIndex(cooked, end);
  const first = sourceOffset(cooked, start);
  if (start === end) return [{ start: first, end: first }];
  const ranges: Range[] = [];
  for (const { source, length } of segmentsOf(cooked, { start, end })) {
    const last = ranges.at(-1);
    if (last?.end === source) ranges[ranges.length - 1] = { start: last.start, end: source + length };
    else ranges.push({ start: source, end: source + length });
  }
  return ranges;
}

/** The smallest unbroken range of the file that holds a stretch of cooked text, continuations in between included. */
export function sourceSpan(cooked: CookedText, { start, end }: Range): Range {
  const from = sourceOffset(cooked, start);
  return { start: from, end: start === end ? from : sourceOffset(cooked, end - 1) + 1 };
}

/** A stretch of cooked text as cooked text of its own. It keeps at least one segment, so an empty one has a place. */
export function sliceCooked(cooked: CookedText, start: number, end: number = cooked.text.length): CookedText {
  if (start === 0 && end === cooked.text.length) return cooked;
  if (start === end) {
    return { text: '', segments: [{ cooked: 0, source: sourceOffset(cooked, start), length: 0 }] };
  }
  return { text: cooked.text.slice(start, end), segments: segmentsOf(cooked, { start, end }) };
}
