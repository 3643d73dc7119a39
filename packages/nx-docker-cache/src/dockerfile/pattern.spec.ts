import { removePrefix, removeSuffix, replaceMatches } from './pattern';

describe('shell patterns', () => {
  it.each([
    ['aXbXc', '*X', false, 'bXc'],
    ['aXbXc', '*X', true, 'c'],
    ['abc', '?', true, 'bc'],
    ['abc', 'x', true, 'abc'],
    ['[a]b', '[a]', true, 'b'],
    ['*b', '\\*', true, 'b'],
    ['a\nb', '*b', true, 'a\nb'],
    ['ééa', '?', false, 'éa'],
    ['😀b', '?', false, 'b'],
  ])('%j without the prefix %s (greedy: %s) is %j', (value, pattern, greedy, expected) => {
    expect(removePrefix(value, pattern, greedy)).toEqual({ kind: 'value', value: expected });
  });

  it.each([
    ['a.tar.gz', '.*', false, 'a.tar'],
    ['a.tar.gz', '.*', true, 'a'],
    ['a*', '\\*', true, 'a'],
  ])('%j without the suffix %s (greedy: %s) is %j', (value, pattern, greedy, expected) => {
    expect(removeSuffix(value, pattern, greedy)).toEqual({ kind: 'value', value: expected });
  });

  it.each([
    ['banana', 'an', 'X', false, 'bXana'],
    ['banana', 'an', 'X', true, 'bXXa'],
    ['abc', '', '-', true, '-a-b-c-'],
    ['abc', '*', 'x', true, 'x'],
    ['abc', 'b', '[$0|${0}|$1|$$|$]', true, 'a[b|b||$|$]c'],
    ['abc', 'b', '$0', false, 'a$0c'],
  ])('%j with %s replaced by %s (all: %s) is %j', (value, pattern, replacement, all, expected) => {
    expect(replaceMatches(value, pattern, replacement, all)).toEqual({ kind: 'value', value: expected });
  });

  it('takes no time that grows with the square of the value', () => {
    const value = 'a'.repeat(100_000);
    const start = process.cpuUsage().user;
    for (const pattern of ['*a*b', 'a*a*a*a*b', '?*?*b']) {
      expect(removePrefix(value, pattern, true)).toEqual({ kind: 'value', value });
      expect(replaceMatches(value, pattern, '', true)).toEqual({ kind: 'value', value });
    }
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(60);
  });
});
