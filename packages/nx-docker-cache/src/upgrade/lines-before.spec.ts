import { applyEdits, type Edit } from '../dockerfile/edits';
import { linesBefore } from './lines-before';

const TEXT = 'one\ntwo\nthree\nfour\n';
const at = (find: string, text: string, length = 0): Edit => {
  const start = TEXT.indexOf(find);
  return { range: { start, end: start + length }, text };
};

describe('linesBefore', () => {
  it.each<[string, readonly Edit[], readonly number[]]>([
    ['nothing', [], [1, 2, 3, 4]],
    ['a word', [at('two', '2', 3)], [1, 2, 3, 4]],
    ['lines above the first', [at('one', 'a\nb\n')], [1, 1, 1, 2, 3, 4]],
    ['a line above the third', [at('three', 'a\n')], [1, 2, 3, 3, 4]],
    ['a line that goes', [at('two', '', 4)], [1, 3, 4]],
    ['both, in any order', [at('four', 'x\n'), at('two', '', 4)], [1, 3, 4, 4]],
  ])('tells where each line came from after %s', (_, edits, expected) => {
    const before = linesBefore(TEXT, edits);
    const lines = applyEdits(TEXT, edits).trimEnd().split('\n');
    expect(lines.map((_line, index) => before(index + 1))).toEqual(expected);
  });
});
