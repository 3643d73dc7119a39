import * as fc from 'fast-check';
import { fit, printable, printableLines } from './printable';

describe('printable', () => {
  it.each([
    ['plain text with a tab', 'a\tb ü 漢', 'a\tb ü 漢'],
    ['colours', '\x1b[1;31mred\x1b[0m', 'red'],
    ['cursor movements', 'a\x1b[2Ab\x1b[2K\x1b[10;10H', 'ab'],
    ['a window title', '\x1b]0;title\x07text', 'text'],
    ['a link', '\x1b]8;;http://example.com\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['an unfinished string', 'text\x1b]0;title', 'text'],
    ['a device control string', '\x1bPq#0\x1b\\text', 'text'],
    ['a reset', '\x1bctext', 'text'],
    ['eight-bit controls', '\x9b31mred\x9b0m', 'red'],
    ['control characters', 'a\x00b\x07c\rd\ne', 'a\\x00b\\x07c\\x0dd\\x0ae'],
    ['a lone escape at the end', 'a\x1b', 'a\\x1b'],
    ['a turn of the direction of writing', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ])('shows %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves the ends of lines where there are several', () => {
    expect(printableLines('a\x1b[2J\nb\rc\r\n')).toBe('a\nb\\x0dc\r\n');
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('\x1b', '[', ']', '\x9b', '0', ';', 'm', 'a', '\x07', '\\', '\r', '\n', ' '),
        ),
        (parts) => {
          expect(printable(parts.join(''))).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/);
        },
      ),
    );
  });
});

describe('fit', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, ''],
    ['abcd', -5, ''],
  ])('cuts %s to %i', (text, width, expected) => {
    expect(fit(text, width)).toBe(expected);
  });
});
