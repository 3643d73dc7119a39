import { renderTally, sum, tallyOf } from './tally';

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};

describe('tally', () => {
  it('counts a file that cannot be loaded as a failure, and todo as skipped', () => {
    expect(tallyOf(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it('adds up', () => {
    expect(sum([tallyOf(report), { passed: 1, failed: 0, skipped: 0 }])).toEqual({
      passed: 6,
      failed: 2,
      skipped: 3,
    });
  });

  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, '12 passed, 0 failed'],
    [{ passed: 12, failed: 1, skipped: 3 }, '12 passed, 1 failed, 3 skipped'],
  ])('renders %o', (tally, line) => {
    expect(renderTally(tally)).toBe(line);
  });
});
