import { groupBy } from './group-by';

describe('groupBy', () => {
  it.each<[string, readonly string[], [string, string[]][]]>([
    ['nothing of nothing', [], []],
    [
      'keys in the order in which they come',
      ['b1', 'a1', 'b2'],
      [
        ['b', ['b1', 'b2']],
        ['a', ['a1']],
      ],
    ],
  ])('%s', (_, items, groups) => {
    expect([...groupBy(items, ([first = '']) => first)]).toEqual(groups);
  });
});
