import { areApart, isPlain, matchesPlain, plainParent, withBelow } from './plain-glob';

describe('globs that mean the same everywhere', () => {
  it.each([
    ['a/b.txt', true],
    ['a/*.txt', true],
    ['a/**/b', true],
    ['a/**b', false],
    ['a/b?', false],
    ['a/[bc]', false],
    ['a/{b,c}', false],
    ['a\\b', false],
    ['@scope/a+b,c', true],
    ['@(a)', false],
    ['!a', false],
  ])('%s: %s', (path, plain) => {
    expect(isPlain(path)).toBe(plain);
  });

  it.each([
    ['a/b/c?', 'a/b'],
    ['a?/b', ''],
    ['?', ''],
  ])('%s is somewhere in %j', (path, parent) => {
    expect(plainParent(path)).toBe(parent);
  });

  it.each([
    ['', ['**/*']],
    ['a', ['a', 'a/**/*']],
    ['a/**', ['a/**/*']],
  ])('%j with all below it: %j', (path, globs) => {
    expect(withBelow(path)).toEqual(globs);
  });

  it.each([
    ['a', 'b', true],
    ['a', 'ab', true],
    ['a/**/*', 'a/b', false],
    ['a/b', 'a/**/*', false],
    ['*.md', 'a', false],
    ['a', 'a', false],
  ])('%s and %s have nothing in common: %s', (one, other, apart) => {
    expect(areApart(one, other)).toBe(apart);
  });

  it.each([
    ['a', 'a', true],
    ['.*', '.dockerignore', true],
    ['**/*.md', 'a/b.md', true],
    ['**/*.md', 'b.md', true],
    ['*.md', 'a/b.md', false],
    ['a/**/*', 'a/b/c', true],
    ['a.b', 'acb', false],
  ])('%s matches %s: %s', (glob, path, matches) => {
    expect(matchesPlain(glob, path)).toBe(matches);
  });
});
