import { exampleEntry } from '../testing/runs';
import { median, targetStatistics } from './statistics';

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
    [[], undefined],
  ])('takes %j for %p', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('targetStatistics', () => {
  const alone = (wallMs: number) => exampleEntry({ wallMs });
  const among = (wallMs: number) => exampleEntry({ wallMs, together: 4 });
  it.each([
    ['builds on their own', [alone(1_000), alone(3_000)], { builds: 2, medianMs: 2_000, lastMs: 3_000 }],
    [
      'and others before the last one',
      [alone(1_000), among(90_000), alone(3_000)],
      { builds: 3, medianMs: 2_000, lastMs: 3_000 },
    ],
    [
      'and others after them',
      [alone(1_000), among(90_000)],
      { builds: 2, medianMs: 1_000, lastMs: undefined },
    ],
    ['none but others', [among(90_000)], { builds: 1, medianMs: undefined, lastMs: undefined }],
    [
      'others among which single ones got slower',
      [...[1, 2, 3].map(() => alone(1_000)), among(9), among(9), ...[1, 2, 3].map(() => alone(2_000))],
      { trendPercent: 100 },
    ],
  ])('has the times of %s', (_, builds, expected) => {
    expect(targetStatistics({ builds, runs: [], unreadable: 0, later: 0 }, 'm')).toMatchObject([expected]);
  });
});
