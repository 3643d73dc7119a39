import type { Judgement } from '../history/regression';
import type { Report } from './report';

/** The report for programs: one object on one line. The builds of the history stand in the history. */
export function renderJson(report: Report, judgements: readonly Judgement[]): string {
  const { run, wallMs, path, whatIf, misses, targets, slowest, runs, notes } = report;
  const document = { run, wallMs, path, whatIf, misses, targets, slowest, runs, notes, judgements };
  return `${JSON.stringify(document)}\n`;
}
