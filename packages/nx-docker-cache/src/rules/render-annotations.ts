import type { ErrorFacts } from '../errors/product-error';
import type { Checked } from './checked';
import type { Finding } from './finding';
import type { Severity } from './rule';

const COMMAND = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
} as const satisfies Record<Severity, string>;

/** Commands of GitHub's workflows, one a line: they show what was found beside the lines of a pull request. */
export function renderAnnotations({ path, findings, error }: Checked): string {
  const lines =
    error === undefined
      ? findings.map((finding) => ofFinding(finding, path))
      : [annotation('error', { file: path, title: error.code }, textOfError(error))];
  return lines.map((line) => `${line}\n`).join('');
}

function ofFinding({ severity, place, code, message, remedy }: Finding, path: string | undefined): string {
  const text = remedy === undefined ? message : `${message}\nnext: ${remedy}`;
  const properties = {
    file: path,
    line: place?.start.line,
    col: place?.start.column,
    title: code,
  };
  return annotation(COMMAND[severity], properties, text);
}

function textOfError({ what, where, why, next }: ErrorFacts): string {
  const head = where === undefined ? what : `${what} (${where})`;
  return [head, ...(why === undefined ? [] : [why]), `next: ${next}`].join('\n');
}

/** `::warning file=a,line=1,col=2,title=NDC001::message` (actions/toolkit, packages/core/src/command.ts). */
function annotation(
  command: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${command} ${given.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
