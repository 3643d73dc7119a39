import { columns } from '../text/columns';
import { printable } from '../text/printable';
import { recipePage, toolsOf } from './render-upgrade';
import type { FileUpgrade } from './upgrade-bytes';

/** A Dockerfile that was upgraded or left as it was, or one that could not be read. */
export type Outcome = FileUpgrade | { readonly file: string; readonly failed: true };

/** The columns that hold numbers. */
const NUMBERS: readonly number[] = [2, 3];

/** The table over several Dockerfiles: headings, a line a file, the sums. Empty for one file, which has said it all. */
export function renderSummary(outcomes: readonly Outcome[]): string {
  if (outcomes.length < 2) return '';
  return ['', ...columns(rowsOf(outcomes), NUMBERS), ''].join('\n');
}

function rowsOf(outcomes: readonly Outcome[]): readonly (readonly string[])[] {
  const upgrades = outcomes.filter(isUpgrade);
  const changed = upgrades.filter(isChanged).length;
  const failed = outcomes.length - upgrades.length;
  return [
    ['Dockerfile', 'outcome', 'mounts added', 'left alone', 'package managers'],
    ...outcomes.map(rowOf),
    [
      `${outcomes.length} files`,
      `${changed} upgraded${failed > 0 ? `, ${failed} failed` : ''}`,
      String(sum(upgrades.map(mountsAdded))),
      String(sum(upgrades.map(({ plan }) => plan.declined.length))),
    ],
  ];
}

/** Where the recipes that had a say are described. Empty where none had. */
export function recipeLinks(outcomes: readonly Outcome[]): string {
  const tools = new Set(outcomes.filter(isUpgrade).flatMap(({ plan }) => toolsOf(plan)));
  return tools.size === 0 ? '' : `what the recipes do: ${[...tools].sort().map(recipePage).join(', ')}\n`;
}

function rowOf(outcome: Outcome): readonly string[] {
  if (!isUpgrade(outcome)) return [printable(outcome.file), 'failed'];
  return [
    printable(outcome.file),
    isChanged(outcome) ? 'upgraded' : 'as it was',
    String(mountsAdded(outcome)),
    String(outcome.plan.declined.length),
    toolsOf(outcome.plan).join(', '),
  ];
}

function isUpgrade(outcome: Outcome): outcome is FileUpgrade {
  return !('failed' in outcome);
}

function isChanged({ before, after }: FileUpgrade): boolean {
  return before !== after;
}

function mountsAdded({ plan }: FileUpgrade): number {
  return plan.changes.filter(({ kind }) => kind === 'mount-added').length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
