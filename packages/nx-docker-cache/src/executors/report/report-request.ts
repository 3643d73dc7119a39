import * as path from 'node:path';
import type { ReportRequest } from './run-report';

/** What the command and the executor can be asked for alike, as it is written. */
export interface WrittenReportOptions {
  readonly last?: number;
  readonly trace?: string;
  readonly html?: string;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly failOnRegression?: number;
}

const LAST_RUNS = 50;

/** The part of a request that follows from the options. Files are counted from `folder`. */
export function requestedReport(
  options: WrittenReportOptions,
  folder: string,
): Omit<ReportRequest, 'history' | 'root' | 'project'> {
  const file = (written: string | undefined): string | undefined =>
    written === undefined ? undefined : path.resolve(folder, written);
  return {
    last: options.last ?? LAST_RUNS,
    trace: file(options.trace),
    html: file(options.html),
    open: options.open ?? false,
    json: options.json ?? false,
    explain: options.explain ?? false,
    failOnRegression: options.failOnRegression,
  };
}
