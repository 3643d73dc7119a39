import type { Difference } from './compare-images';
import type { Verdict } from './verdict';

/** A verdict as data: docs/verify.md describes every field. */
export interface VerdictReport {
  readonly schemaVersion: 1;
  readonly outcome: 'same' | 'different';
  readonly compared: string;
  readonly files?: { readonly before: number; readonly after: number };
  readonly unexpected: readonly ReportedDifference[];
  readonly expected: readonly {
    readonly code: string;
    readonly why: string;
    readonly count: number;
    readonly differences: readonly ReportedDifference[];
  }[];
}

interface ReportedDifference {
  readonly subject: Difference['subject'];
  /** The path, or the name of the fact. */
  readonly name: string;
  readonly property?: string;
  readonly before?: string;
  readonly after?: string;
}

export function verdictReport(verdict: Verdict, compared: string): VerdictReport {
  return {
    schemaVersion: 1,
    outcome: verdict.same ? 'same' : 'different',
    compared,
    ...(verdict.files !== undefined && { files: verdict.files }),
    unexpected: verdict.unexpected.map(reported),
    expected: verdict.expected.map(({ code, why, count, differences }) => ({
      code,
      why,
      count,
      differences: differences.map(reported),
    })),
  };
}

function reported(difference: Difference): ReportedDifference {
  const { before, after } = difference;
  return {
    ...(difference.subject === 'file'
      ? { subject: 'file', name: difference.path, property: difference.property }
      : { subject: 'config', name: difference.name }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}
