import type { Difference } from './compare-images';
import type { Verdict } from './verdict';

/** How many lines of differences are shown, so that the sentence that matters is not scrolled away. */
const MOST_LINES = 200;

export interface VerdictHeading {
  /** What was compared: `backend/Dockerfile of HEAD with the working tree`. */
  readonly what: string;
  /** Every difference, also those that are expected. */
  readonly everything: boolean;
}

/** A verdict for people: the differences as a tree, what was expected, and the sentence to remember. */
export function renderVerdict(verdict: Verdict, { what, everything }: VerdictHeading): string {
  const { unexpected, expected, files } = verdict;
  const lines = [...configLines(unexpected), ...treeLines(unexpected)];
  const shown = everything ? lines : lines.slice(0, MOST_LINES);
  const hidden = lines.length - shown.length;
  return [
    ...(lines.length > 0 ? ['not expected:', ...shown.map((line) => `  ${line}`)] : []),
    ...(hidden > 0 ? [`  … ${hidden} more lines; --verbose shows them all`] : []),
    ...(expected.length > 0 ? ['expected:'] : []),
    ...expected.flatMap(({ code, why, count, differences }) => [
      `  ${String(count).padStart(7)}  ${code}: ${why}`,
      ...(everything ? differences.map((each) => `             ${describe(each)}`) : []),
    ]),
    verdict.same
      ? `same: ${what}${files === undefined ? '' : `, ${files.after} files`}`
      : `different: ${what}, ${unexpected.length} ${unexpected.length === 1 ? 'difference' : 'differences'} that nothing explains`,
    '',
  ].join('\n');
}

function describe(difference: Difference): string {
  if (difference.subject === 'config') return `${difference.name}: ${change(difference)}`;
  return `${difference.path} ${difference.property}: ${change(difference)}`;
}

function change({ before, after }: Pick<Difference, 'before' | 'after'>): string {
  if (before === undefined) return `only after: ${shown(after ?? '')}`;
  if (after === undefined) return `only before: ${shown(before)}`;
  return `${shown(before)} → ${shown(after)}`;
}

/** With digests cut to what tells them apart. */
function shown(value: string): string {
  return printable(value.replace(/(sha256 [0-9a-f]{12})[0-9a-f]{52}$/, '$1…'));
}

function configLines(differences: readonly Difference[]): string[] {
  const lines = differences.flatMap((each) =>
    each.subject === 'config' ? [`  ${each.name}  ${change(each)}`] : [],
  );
  return lines.length === 0 ? [] : ['config', ...lines];
}

/** A folder of the tree: its folders by name, and the lines of what differs in it. */
interface Branch {
  readonly branches: Map<string, Branch>;
  readonly lines: string[];
}

function treeLines(differences: readonly Difference[]): string[] {
  const root = emptyBranch();
  const onlyIn = wholeFolders(differences);
  for (const difference of differences) {
    if (difference.subject !== 'file') continue;
    const { path, property } = difference;
    const parents = path.split('/').slice(0, -1);
    if (
      property === 'presence' &&
      parents.some((_, index) => onlyIn.has(parents.slice(0, index + 1).join('/')))
    )
      continue;
    const name = path === '/' ? '/' : path.slice(path.lastIndexOf('/') + 1);
    const below = onlyIn.get(path) ?? 0;
    const all = below > 0 ? `, with ${below} ${below === 1 ? 'file' : 'files'} in it` : '';
    const what = property === 'presence' ? '' : `${property} `;
    branchAt(root, path).lines.push(`${printable(name)}  ${what}${change(difference)}${all}`);
  }
  return linesOf(root);
}

/** The folders that only one image has, with the number of differences below each. */
function wholeFolders(differences: readonly Difference[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const difference of differences) {
    if (difference.subject !== 'file' || difference.property !== 'presence') continue;
    const { path, files } = difference;
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      const count = counts.get(folder);
      if (count !== undefined) counts.set(folder, count + 1);
    }
    if ((files.before ?? files.after)?.type === 'directory') counts.set(path, 0);
  }
  return counts;
}

function branchAt(root: Branch, path: string): Branch {
  const folders = path.split('/').slice(1, -1);
  return folders.reduce((branch, name) => {
    const known = branch.branches.get(name) ?? emptyBranch();
    branch.branches.set(name, known);
    return known;
  }, root);
}

function emptyBranch(): Branch {
  return { branches: new Map(), lines: [] };
}

/** Folders that hold nothing but one folder stand on one line. */
function linesOf({ branches, lines }: Branch): string[] {
  return [
    ...lines,
    ...[...branches].flatMap(([name, branch]) => {
      const path = [name];
      let last = branch;
      while (last.lines.length === 0 && last.branches.size === 1) {
        const [only] = last.branches;
        if (only === undefined) break;
        path.push(only[0]);
        last = only[1];
      }
      return [`${printable(path.join('/'))}/`, ...linesOf(last).map((line) => `  ${line}`)];
    }),
  ];
}

/** Names in images may hold anything, also what would move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
