import { wrap, wrapLine } from './wrap';

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['', 5, ['']],
  ['one two three', Infinity, ['one two three']],
])('wraps %j to %d', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

it.each<[string, number, number | undefined, string[]]>([
  ['  it fits well', 14, undefined, ['  it fits well']],
  ['  it fits well', 13, undefined, ['  it fits', '    well']],
  ['why:   a long reason', 17, 9, ['why:   a', '         long', '         reason']],
  ['id    size    safe below', 14, undefined, ['id    size', '  safe below']],
  ['  a line that goes on', Infinity, undefined, ['  a line that goes on']],
  ['', 20, undefined, ['']],
])('wraps the line %j to %d', (line, width, indent, lines) => {
  expect(wrapLine(line, width, indent)).toEqual(lines);
});

it('ends where there is no width at all', () => {
  expect(wrapLine('one two', 0)).toEqual(['one two']);
});
