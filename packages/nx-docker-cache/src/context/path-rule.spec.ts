import { readPathRule } from './path-rule';

describe('a class in a pattern', () => {
  it.each([
    ['a[b/[ab]', 'ab', true],
    ['a[b/[ab]', 'a[', true],
    ['a[b/[ab]', 'ac', false],
    ['[[a]x', '[x', true],
    // The name of a class to Go's regular expression: not guessed, so nothing is left out.
    ['[[:a]x', ':x', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    const rule = readPathRule(pattern);
    expect(rule !== undefined && 'matches' in rule && rule.matches(path)).toBe(expected);
  });
});
