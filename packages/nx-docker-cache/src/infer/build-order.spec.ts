import fc from 'fast-check';
import { buildOrder, type OrderEdge } from './build-order';

const edges = (...written: readonly string[]): OrderEdge[] =>
  written.map((each) => {
    const [from = '', to = ''] = each.split('>');
    return { from, to };
  });

describe('buildOrder', () => {
  it.each<[string[], string[], [string, string[]][]]>([
    [[], [], []],
    [['a>b', 'b>c', 'a>c'], ['a>b', 'b>c', 'a>c'], []],
    [['a>a'], [], [['a', ['a']]]],
    [
      ['a>b', 'b>a', 'a>c'],
      ['a>c'],
      [
        ['a', ['a', 'b']],
        ['b', ['a', 'b']],
      ],
    ],
    [
      ['x>a', 'a>b', 'b>a', 'b>y'],
      ['x>a', 'b>y'],
      [
        ['a', ['a', 'b']],
        ['b', ['a', 'b']],
      ],
    ],
  ])('%j', (written, kept, circles) => {
    const order = buildOrder(edges(...written));
    expect(order.edges).toEqual(edges(...kept));
    expect([...order.circles].sort()).toEqual(circles);
  });

  it('leaves no circle, and takes no edge away without one', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.record({ from: name, to: name }), { maxLength: 12 }), (written) => {
        const { edges: kept } = buildOrder(written);
        expect(written.filter(({ from, to }) => !reaches(written, to, from))).toEqual(kept);
      }),
    );
  });
});

function reaches(all: readonly OrderEdge[], from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return all.some((edge) => edge.from === from && reaches(all, edge.to, to, seen));
}
