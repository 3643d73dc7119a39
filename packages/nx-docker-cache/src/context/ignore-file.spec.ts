import { ignorePatterns, readIgnoreFile } from './ignore-file';

describe('an ignore file', () => {
  it.each<[string, string[]]>([
    ['\uFEFFa\r\n# b\n #c\n\n  d/  \n', ['a', '#c', 'd']],
    ['/a/./b//c/../d/\n! /x/\n!\n.\n/', ['a/b/d', '!x', '!', '.', '/']],
  ])('%j has its patterns cleaned', (text, patterns) => {
    expect(ignorePatterns(text)).toEqual(patterns);
  });

  it.each(['!', 'a[', 'a\\'])('%j is refused', (text) => {
    expect(readIgnoreFile(text)).toHaveProperty('problem');
  });
});
