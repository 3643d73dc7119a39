import { seededRandom } from '../support/seeded-random';
import { nextOperation, type Operation } from './plan';

const plan = (seed: number, count: number): readonly Operation[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => nextOperation(random));
};

it('is the same for the same seed', () => {
  expect(plan(7, 50)).toEqual(plan(7, 50));
  expect(plan(7, 50)).not.toEqual(plan(8, 50));
});

it('has some of everything in three hundred operations', () => {
  const counts = new Map<string, number>();
  for (const { kind } of plan(1, 300)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  expect([...counts.keys()].sort()).toEqual(['build', 'killed', 'prune', 'status', 'together']);
  expect(Math.min(...counts.values())).toBeGreaterThan(15);
});
