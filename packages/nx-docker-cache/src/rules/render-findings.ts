import { renderError } from '../errors/product-error';
import { count } from '../text/count';
import { formatBytes } from '../timing/duration';
import { maskInstruction } from '../timing/mask';
import { printable } from '../text/printable';
import { nameOf, type Checked } from './checked';
import type { Finding } from './finding';

/**
 * What `check` prints for people: each finding with its line of the file and what to do. Names and lines come from files of
 * others: none of them can begin a line, where a runner of GitHub would look for commands, or move the cursor; and the log of a CI is no place for passwords.
 */
export function renderFindings(checked: Checked): string {
  const { text, findings, error } = checked;
  if (error !== undefined) return `${renderError(error)}\n`;
  if (findings.length === 0) return `${printable(nameOf(checked))}: nothing found${contextNote(checked)}\n`;
  const lines = text.split('\n');
  return findings.map((finding) => renderFinding(finding, lines)).join('');
}

function contextNote({ context }: Checked): string {
  if (context === undefined || context.files === 0) return '';
  return ` (${count(context.files, 'file')} of the context, ${formatBytes(context.bytes)})`;
}

function renderFinding(finding: Finding, lines: readonly string[]): string {
  const { code, severity, message, remedy, place } = finding;
  const name = printable(nameOf(finding));
  const where = place === undefined ? name : `${name}:${place.start.line}:${place.start.column}`;
  return [
    `${where}: ${severity} ${code}: ${printable(message)}`,
    ...(place === undefined ? [] : excerpt(lines[place.start.line - 1] ?? '', place.start.line)),
    ...(remedy === undefined ? [] : [`  next: ${printable(remedy)}`]),
    '',
  ].join('\n');
}

function excerpt(line: string, number: number): readonly string[] {
  return [`  ${String(number)} | ${printable(maskInstruction(line.replace(/\r$/, '')))}`];
}

/** `3 warnings, 1 info`. */
export function countFindings(findings: readonly Finding[]): Readonly<Record<Finding['severity'], number>> {
  const having = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { error: having('error'), warning: having('warning'), info: having('info') };
}
