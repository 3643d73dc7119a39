import { wrapped } from './wrapped';

it.each<[string, string, number, readonly string[]]>([
  ['what fits', 'one two', 7, ['one two']],
  ['what does not', 'one two three', 7, ['one two', 'three']],
  ['a word that is wider than a line', 'one incomprehensible two', 7, ['one', 'incomprehensible', 'two']],
  ['nothing', '', 7, ['']],
  ['lines without an end', 'one two', Infinity, ['one two']],
])('takes %s to lines', (_, text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});
