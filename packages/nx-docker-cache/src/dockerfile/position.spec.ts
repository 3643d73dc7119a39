import { columnOf, positionOf } from './position';

describe('a position', () => {
  it.each([
    ['', 0, { line: 1, column: 1 }],
    ['ab', 1, { line: 1, column: 2 }],
    ['a\nb', 1, { line: 1, column: 2 }],
    ['a\nb', 2, { line: 2, column: 1 }],
    ['\n\nabc', 4, { line: 3, column: 3 }],
    ['a\r\nb', 3, { line: 2, column: 1 }],
  ])('in %j at %i', (text, offset, position) => {
    expect(positionOf(text, offset)).toEqual(position);
    expect(columnOf(text, offset)).toBe(position.column);
  });
});
