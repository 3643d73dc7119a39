import { docsPage } from '../text/docs-page';
import { printable } from '../text/printable';
import type { Change, ChangeKind, UpgradePlan } from './plan';
import { declineSentence, type Declined } from './reasons';
import type { FileUpgrade } from './upgrade-bytes';

const SIGN = {
  'mount-added': '+',
  'words-added': '+',
  'words-removed': '-',
  'command-removed': '-',
  'variable-removed': '-',
  'instruction-added': '+',
  'instruction-moved': '~',
  'program-replaced': '~',
  'syntax-added': '+',
} as const satisfies Record<ChangeKind, '+' | '-' | '~'>;

const LEFT = {
  mount: 'left alone',
  order: 'stays below the copy of the sources',
  installer: 'stays with pip',
  compile: 'compiles one file after the other',
} as const satisfies Record<Declined['aspect'], string>;

/** What was done to a file and what was not, line by line and with the reason, for people. */
export function renderUpgrade({ file, plan }: FileUpgrade): string {
  const name = printable(file);
  const rows = [
    ...plan.changes.map((change) => ({ line: change.line, text: describeChange(change) })),
    ...plan.satisfied.map(({ tool, line }) => ({ line, text: `= ${tool} has its cache mount` })),
    ...plan.declined.map((declined) => ({
      line: declined.line,
      text: `! ${declined.tool} ${LEFT[declined.aspect]}: ${declineSentence(declined)} [${declined.reason}]`,
    })),
  ].sort((a, b) => a.line - b.line);
  if (rows.length === 0) return `${name}: nothing to do\n`;
  const width = Math.max(...rows.map(({ line }) => String(line).length));
  return [
    name,
    ...rows.map(({ line, text }) => `  ${String(line).padStart(width)}  ${printable(text)}`),
    '',
  ].join('\n');
}

function describeChange({ kind, tool, text, why }: Change): string {
  return `${SIGN[kind]} ${text}  (${tool === '' ? '' : `${tool}: `}${why})`;
}

/** The same as data, one object a file. */
export function upgradeReport({ file, before, after, plan }: FileUpgrade) {
  return {
    file,
    changed: before !== after,
    changes: plan.changes,
    declined: plan.declined.map((declined) => ({ ...declined, message: declineSentence(declined) })),
    satisfied: plan.satisfied,
    docs: Object.fromEntries(toolsOf(plan).map((tool) => [tool, recipePage(tool)])),
  };
}

/** Where the recipe of a tool is described. */
export function recipePage(tool: string): string {
  return docsPage(`recipes.md#${tool}`);
}

/** The tools that a plan has to do with. */
export function toolsOf({ changes, declined, satisfied }: UpgradePlan): string[] {
  const tools = [...changes, ...declined, ...satisfied].map(({ tool }) => tool).filter((tool) => tool !== '');
  return [...new Set(tools)].sort();
}
