import type { Comparison, Difference } from './compare-images';
import { EXPECTATIONS, TIMESTAMPS, type ExpectationContext } from './expectations';

/** What a comparison comes to. */
export interface Verdict {
  readonly same: boolean;
  /** What no expectation covers. */
  readonly unexpected: readonly Difference[];
  /** In the order of the table; those that occurred. */
  readonly expected: readonly ExpectedDifferences[];
  /** How many there are; undefined when they were not looked at. */
  readonly files: Comparison['files'] | undefined;
}

/** Of images that need not be compared, because they are one. */
export const NOTHING_DIFFERS: Verdict = {
  same: true,
  unexpected: [],
  expected: [],
  files: undefined,
};

export interface ExpectedDifferences {
  readonly code: string;
  readonly why: string;
  readonly count: number;
  /** None for times, which are only counted. */
  readonly differences: readonly Difference[];
}

export function judge(comparison: Comparison, context: ExpectationContext): Verdict {
  const covered = new Map<string, Difference[]>();
  const unexpected: Difference[] = [];
  for (const difference of comparison.differences) {
    const code = EXPECTATIONS.find(({ covers }) => covers(difference, context))?.code;
    if (code === undefined) unexpected.push(difference);
    else if (!covered.get(code)?.push(difference)) covered.set(code, [difference]);
  }
  const listed = EXPECTATIONS.flatMap(({ code, why }): ExpectedDifferences[] => {
    const differences = covered.get(code);
    return differences === undefined ? [] : [{ code, why, count: differences.length, differences }];
  });
  const times = comparison.times === 0 ? [] : [{ ...TIMESTAMPS, count: comparison.times, differences: [] }];
  return {
    same: unexpected.length === 0,
    unexpected,
    expected: [...listed, ...times],
    files: comparison.files,
  };
}
