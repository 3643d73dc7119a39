import { renderSlowest, type TimedFile } from './slowest';

const FILES: readonly TimedFile[] = [
  {
    name: '/repo/e2e/a.e2e.ts',
    startTime: 1_000,
    endTime: 13_000,
    assertionResults: [
      { fullName: 'a builds', duration: 2_000 },
      { fullName: 'a waits', duration: 500 },
    ],
  },
  {
    name: '/repo/e2e/b.e2e.ts',
    startTime: 0,
    endTime: 4_000,
    assertionResults: [
      { fullName: 'b runs', duration: 4_000 },
      { fullName: 'b is skipped', duration: null },
    ],
  },
];

describe('renderSlowest', () => {
  it.each<[string, number, number, string[]]>([
    [
      'all that take long enough, longest first',
      9,
      1_000,
      [
        '    9.5 s  a.e2e.ts: (beside its tests)',
        '    4.0 s  b.e2e.ts: b runs',
        '    2.0 s  a.e2e.ts: a builds',
      ],
    ],
    ['no more than are asked for', 1, 0, ['    9.5 s  a.e2e.ts: (beside its tests)']],
    ['nothing where all is quick', 9, 10_000, ['']],
  ])('names %s', (_, count, atLeastMs, lines) => {
    expect(renderSlowest(FILES, count, atLeastMs).split('\n')).toEqual(lines);
  });
});
