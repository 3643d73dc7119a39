import type { Change, ChangeKind } from './plan';
import { declineSentence } from './reasons';
import type { FileUpgrade } from './upgrade-bytes';

const SIGN = {
  'mount-added': '+',
  'words-removed': '-',
  'command-removed': '-',
  'variable-removed': '-',
  'syntax-added': '+',
} as const satisfies Record<ChangeKind, '+' | '-'>;

/** What was done to a file and what was not, line by line, for people. */
export function renderUpgrade({ file, plan }: FileUpgrade): string {
  const rows = [
    ...plan.changes.map((change) => ({ line: change.line, text: describeChange(change) })),
    ...plan.satisfied.map((line) => ({ line, text: '= has its cache mount' })),
    ...plan.declined.map((declined) => ({
      line: declined.line,
      text: `! ${declined.tool} left alone: ${declineSentence(declined)} [${declined.reason}]`,
    })),
  ].sort((a, b) => a.line - b.line);
  if (rows.length === 0) return `${file}: nothing to do\n`;
  const width = Math.max(...rows.map(({ line }) => String(line).length));
  return [file, ...rows.map(({ line, text }) => `  ${String(line).padStart(width)}  ${text}`), ''].join('\n');
}

function describeChange({ kind, text }: Change): string {
  return `${SIGN[kind]} ${text}`;
}

/** The same as data, one object a file. */
export function upgradeReport({ file, before, after, plan }: FileUpgrade) {
  return {
    file,
    changed: before !== after,
    changes: plan.changes,
    declined: plan.declined.map((declined) => ({ ...declined, message: declineSentence(declined) })),
    satisfied: plan.satisfied,
  };
}
