import { isWithin, overlap } from './within';

describe('a path within a folder', () => {
  it.each([
    ['a/b', 'a', true],
    ['ab', 'a', false],
    ['a', '', true],
    ['a', 'a', true],
    ['/a/b', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/', true],
    ['/', '/a', false],
  ])('%s is within %j: %s', (path, folder, within) => {
    expect(isWithin(path, folder)).toBe(within);
  });

  it.each([
    ['a', 'a/b', true],
    ['a/b', 'a', true],
    ['a/b', 'a/c', false],
    ['', 'a', true],
  ])('%j and %j overlap: %s', (a, b, overlapping) => {
    expect(overlap(a, b)).toBe(overlapping);
  });
});
