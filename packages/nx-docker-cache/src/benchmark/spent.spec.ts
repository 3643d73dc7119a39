import type { Interval } from '../timing/record';
import { timeSpent, type SpentStep } from './spent';

const at = (start: number, end: number): Interval => ({ start, end });
const step = (digest: string, intervals: readonly Interval[], more: Partial<SpentStep> = {}): SpentStep => ({
  digest,
  kind: 'run',
  cached: false,
  intervals,
  ...more,
});

describe('timeSpent', () => {
  it.each<[string, readonly SpentStep[], object]>([
    ['nothing', [], { runMs: 0, exportMs: 0 }],
    ['a RUN', [step('a', [at(0, 10)])], { runMs: 10, exportMs: 0 }],
    ['a RUN that ten images share', Array<SpentStep>(10).fill(step('a', [at(0, 10)])), { runMs: 10 }],
    ['two RUNs at once', [step('a', [at(0, 10)]), step('b', [at(0, 10)])], { runMs: 20 }],
    ['a RUN in two intervals', [step('a', [at(0, 10), at(20, 25)]), step('a', [at(20, 25)])], { runMs: 15 }],
    ['what was cached', [step('a', [at(0, 10)], { cached: true })], { runMs: 0 }],
    [
      'the export of each image',
      [step('a', [at(0, 3)], { kind: 'export' }), step('b', [at(0, 4)], { kind: 'export' })],
      { runMs: 0, exportMs: 7 },
    ],
  ])('of %s', (_, steps, expected) => {
    expect(timeSpent(steps)).toMatchObject(expected);
  });
});
