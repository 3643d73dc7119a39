import { sliceCooked, sourceOffset, sourceRanges, sourceSpan } from './cooked-text';
import type { CookedText } from './syntax';

/** `ab\` + newline + `cd`, with a comment in between: the source offsets are 4, 5 and 20, 21. */
const COOKED: CookedText = {
  text: 'abcd',
  segments: [
    { cooked: 0, source: 4, length: 2 },
    { cooked: 2, source: 20, length: 2 },
  ],
};

describe('cooked text', () => {
  it.each([
    [0, 4],
    [1, 5],
    [2, 20],
    [3, 21],
    [4, 22],
  ])('character %i stands at %i', (index, offset) => {
    expect(sourceOffset(COOKED, index)).toBe(offset);
  });

  it.each([
    [
      { start: 0, end: 4 },
      [
        { start: 4, end: 6 },
        { start: 20, end: 22 },
      ],
    ],
    [{ start: 0, end: 2 }, [{ start: 4, end: 6 }]],
    [
      { start: 1, end: 3 },
      [
        { start: 5, end: 6 },
        { start: 20, end: 21 },
      ],
    ],
    [{ start: 2, end: 2 }, [{ start: 20, end: 20 }]],
  ])('maps %j back to as few ranges as possible', (range, ranges) => {
    expect(sourceRanges(COOKED, range)).toEqual(ranges);
  });

  it('joins segments that meet in the file', () => {
    const segments = [
      { cooked: 0, source: 4, length: 2 },
      { cooked: 2, source: 6, length: 2 },
    ];
    expect(sourceRanges({ text: 'abcd', segments }, { start: 1, end: 4 })).toEqual([{ start: 5, end: 8 }]);
  });

  it('spans continuations', () => {
    expect(sourceSpan(COOKED, { start: 1, end: 3 })).toEqual({ start: 5, end: 21 });
  });

  it('slices with the places kept', () => {
    expect(sliceCooked(COOKED, 1, 3)).toEqual({
      text: 'bc',
      segments: [
        { cooked: 0, source: 5, length: 1 },
        { cooked: 1, source: 20, length: 1 },
      ],
    });
    expect(sliceCooked(COOKED, 4)).toEqual({ text: '', segments: [{ cooked: 0, source: 22, length: 0 }] });
  });

  it('refuses offsets outside of the text', () => {
    expect(() => sourceOffset(COOKED, 5)).toThrow(RangeError);
    expect(() => sourceRanges(COOKED, { start: 0, end: 5 })).toThrow(RangeError);
  });
});
