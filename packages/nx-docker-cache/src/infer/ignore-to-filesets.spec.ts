import { contextGlobs } from './ignore-to-filesets';

const EVERYTHING = ['**/*'];

describe('contextGlobs', () => {
  it.each<[string, string | undefined, readonly string[], readonly string[]]>([
    ['no ignore file', undefined, EVERYTHING, []],
    ['an empty one', '', EVERYTHING, []],
    ['comments, blanks, BOM and CRLF', '\uFEFF# a\r\n\r\n  docs  \r\n', EVERYTHING, ['docs', 'docs/**/*']],
    ['slashes at the ends', '/docs/\n./tmp\n', EVERYTHING, ['docs', 'docs/**/*', 'tmp', 'tmp/**/*']],
    ['a name anywhere', '**/*.log', EVERYTHING, ['**/*.log', '**/*.log/**/*']],
    ['what is below a folder only', 'docs/**', EVERYTHING, ['docs/**/*']],
    ['signs that Nx reads otherwise', 'a{b\n[ab].c\na?c\nx\\ y\n', EVERYTHING, []],
    ['a path out of the context', '../x\na/../b\n', EVERYTHING, []],
    [
      'everything but',
      '*\n!src\n!package.json',
      ['src', 'src/**/*', 'package.json', 'package.json/**/*'],
      [],
    ],
    ['everything but, with less', '**\n!src\nsrc/test', ['src', 'src/**/*'], ['src/test', 'src/test/**/*']],
    [
      'an exception apart from the exclusion',
      'docs\n!src/a',
      ['**/*', 'src/a', 'src/a/**/*'],
      ['docs', 'docs/**/*'],
    ],
    ['an exception within the exclusion', 'docs\n!docs/a', ['**/*', 'docs/a', 'docs/a/**/*'], []],
    ['an exception above the exclusion', 'docs/a\n!docs', ['**/*', 'docs', 'docs/**/*'], []],
    ['an exception that may meet a pattern', '*.md\n!README.md', ['**/*', 'README.md', 'README.md/**/*'], []],
    ['an exception with signs', '*\n!src/[ab].c', ['src', 'src/**/*'], []],
    ['an exception with signs at the top', '*\n![ab].c', ['**/*'], []],
    ['an exception out of the context', '*\n!a/../b', EVERYTHING, []],
    ['an exception for all', 'docs\n!.', EVERYTHING, []],
  ])('%s', (_what, text, include, exclude) => {
    expect(contextGlobs(text)).toEqual({ include, exclude });
  });
});
