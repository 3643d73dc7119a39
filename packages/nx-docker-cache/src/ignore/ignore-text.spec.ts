import { readIgnoreFile } from '../context/ignore-file';
import { sentFiles } from '../context/project-files';
import { projectOfTexts } from '../upgrade/testing/project-of-texts';
import { patternOf, withBlocks } from './ignore-text';

describe('patternOf', () => {
  it.each(['a', 'a/b.c', 'we ird', '*', 'a?b', '[x]', '#a', '!a', 'back\\slash', '^a', 'ü'])(
    'stands for %s and nothing else',
    (path) => {
      const pattern = patternOf(path) ?? '';
      const files = sentFiles(projectOfTexts({ [path]: '', other: '', ab: '', x: '' }), `${pattern}\n`);
      expect(files?.wouldSend(path)).toBe(false);
      const others = ['other', 'ab', 'x', 'axb'].filter((each) => each !== path);
      expect(others.filter((each) => files?.wouldSend(each) === false)).toEqual([]);
    },
  );

  it.each(['', ' a', 'a ', 'a\nb', 'a\r', '\u00a0a'])('cannot say %j', (path) => {
    expect(patternOf(path)).toBeUndefined();
  });
});

describe('withBlocks', () => {
  const BLOCKS = [
    { comment: 'one', patterns: ['a', 'b'] },
    { comment: 'two', patterns: ['c'] },
  ];
  const LINES = '# one\na\nb\n\n# two\nc\n';

  it.each([
    ['nothing', undefined, LINES],
    ['an empty file', '', LINES],
    ['lines', 'x\n', `x\n\n${LINES}`],
    ['no newline at the end', 'x', `x\n\n${LINES}`],
    ['Windows line ends', 'x\r\n', `x\r\n\r\n${LINES.replace(/\n/g, '\r\n')}`],
    ['an exception', '# mine\n\nx\n!y\n', `# mine\n\n${LINES}\nx\n!y\n`],
    ['a mark and an exception', '\uFEFFx\n!y\n', `\uFEFF${LINES}\nx\n!y\n`],
  ])('adds to %s', (_, text, expected) => {
    expect(withBlocks(text, BLOCKS)).toBe(expected);
    expect('problem' in readIgnoreFile(expected)).toBe(false);
  });

  it('adds nothing without a block', () => {
    expect([withBlocks('x', []), withBlocks(undefined, [])]).toEqual(['x', '']);
  });
});
