import type { Finding } from './finding';

/** What `check` prints of a file for people: each finding with its line of the file and what to do. */
export function renderFindings(file: string, text: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${file}: nothing found\n`;
  const lines = text.split('\n');
  return findings.map((finding) => renderFinding(finding, lines)).join('');
}

function renderFinding(
  { code, severity, message, remedy, file, place }: Finding,
  lines: readonly string[],
): string {
  const where = place === undefined ? file : `${file ?? ''}:${place.start.line}:${place.start.column}`;
  return [
    `${where ?? ''}: ${severity} ${code}: ${message}`,
    ...(place === undefined ? [] : excerpt(lines[place.start.line - 1] ?? '', place.start.line)),
    ...(remedy === undefined ? [] : [`  next: ${remedy}`]),
    '',
  ].join('\n');
}

function excerpt(line: string, number: number): readonly string[] {
  return [`  ${String(number)} | ${line.replace(/\r$/, '')}`];
}

/** `3 warnings, 1 info`. */
export function countFindings(findings: readonly Finding[]): Readonly<Record<Finding['severity'], number>> {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}
