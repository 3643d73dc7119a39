import * as fc from 'fast-check';
import { sumMs, unionMs } from './intervals';

describe('unionMs and sumMs', () => {
  it.each([
    ['nothing', [], 0, 0],
    ['one', [[1, 4]], 3, 3],
    [
      'two apart',
      [
        [1, 2],
        [5, 7],
      ],
      3,
      3,
    ],
    [
      'two that overlap',
      [
        [1, 5],
        [3, 7],
      ],
      6,
      8,
    ],
    [
      'one inside another',
      [
        [1, 10],
        [3, 4],
      ],
      9,
      10,
    ],
    [
      'in any order',
      [
        [5, 7],
        [1, 2],
      ],
      3,
      3,
    ],
    ['one that ends before it starts', [[5, 1]], 0, 0],
  ] as const)('measure %s', (_, pairs, union, sum) => {
    const intervals = pairs.map(([start, end]) => ({ start, end }));
    expect([unionMs(intervals), sumMs(intervals)]).toEqual([union, sum]);
  });

  it('agree with counting every millisecond', () => {
    const interval = fc.record({
      start: fc.integer({ min: 0, max: 60 }),
      end: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), (intervals) => {
        const counted = Array.from({ length: 60 }, (_, ms) =>
          intervals.some(({ start, end }) => start <= ms && ms < end),
        );
        expect(unionMs(intervals)).toBe(counted.filter(Boolean).length);
      }),
    );
  });
});
