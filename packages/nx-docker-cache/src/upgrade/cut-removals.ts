import type { Edit } from '../dockerfile/edits';
import type { Dockerfile, Instruction, Range } from '../dockerfile/syntax';
import type { Command, CommandList, Joint } from '../shell/command';
import { cut, cutElements, type CutSite } from './cut';
import type { Removal } from './removal';

/** The edits that take the removals out of the script of a RUN. */
export function cutRemovals(dockerfile: Dockerfile, run: Instruction, removals: readonly Removal[]): Edit[] {
  const words = new Map<Command, Set<number>>();
  const edits: Edit[] = [];
  for (const removal of removals) {
    if (removal.kind === 'command') {
      edits.push(...cutCommand(siteOf(dockerfile, run, removal.command), removal.command));
      continue;
    }
    const starts = words.get(removal.command) ?? new Set();
    words.set(removal.command, starts.add(removal.range.start));
  }
  for (const [command, starts] of words) {
    edits.push(
      ...cutElements(siteOf(dockerfile, run, command), elementsOf(command), ({ start }) => starts.has(start)),
    );
  }
  return edits;
}

/** In a heredoc a backslash continues lines, whatever the escape directive says. */
function siteOf({ text, escape }: Dockerfile, run: Instruction, { range }: Command): CutSite {
  const heredoc = run.heredocs.find(({ body }) => body.start <= range.start && range.end <= body.end);
  return heredoc === undefined
    ? { text, escape, end: run.range.end }
    : { text, escape: '\\', end: heredoc.body.end };
}

/** The assignments, words and redirections of a command, as they are written. */
export function elementsOf({ assignments, words, redirections }: Command): Range[] {
  return [...assignments, ...words, ...redirections]
    .map(({ range }) => range)
    .sort((a, b) => a.start - b.start);
}

/** What becomes of the list that a removed command stands in. */
export type CommandRemoval =
  /** `true` takes its place: what follows depends on it, or nothing else is left. */
  | { readonly kind: 'replace' }
  /** The items from `first` to `last` go, and with them the joint before or after them. */
  | {
      readonly kind: 'drop';
      readonly list: CommandList;
      readonly first: number;
      readonly last: number;
      readonly joint: 'before' | 'after';
    };

/** Decides how a command leaves its list without a change for the others. */
export function commandRemoval({ place, nesting }: Command): CommandRemoval {
  if (place === undefined || nesting.includes('condition')) return { kind: 'replace' };
  const { list, index } = place;
  const before = list.joints[index - 1];
  const last = isForgiven(list, index) && before !== '&&' ? index + 1 : index;
  const after = list.joints[last];
  const isOnly = index === 0 && last === list.items.length - 1;
  if (isOnly || !isPlain(before) || !isPlain(after)) return { kind: 'replace' };
  const joint =
    index === 0 || (before !== '&&' && after === '&&') || (before === 'newline' && after === ';')
      ? 'after'
      : 'before';
  return { kind: 'drop', list, first: index, last, joint };
}

/** `rm … || true` */
function isForgiven({ items, joints }: CommandList, index: number): boolean {
  const next = items[index + 1]?.command;
  return joints[index] === '||' && next?.words.length === 1 && /^(?:true|:)$/.test(next.words[0]?.text ?? '');
}

function isPlain(joint: Joint | undefined): boolean {
  return joint === undefined || joint === '&&' || joint === ';' || joint === 'newline';
}

function cutCommand(site: CutSite, command: Command): Edit[] {
  const removal = commandRemoval(command);
  if (removal.kind === 'replace') return [{ range: command.range, text: 'true' }];
  const { list, first, last, joint } = removal;
  const start = list.items[first]?.range.start ?? command.range.start;
  const end = list.items[last]?.range.end ?? command.range.end;
  const dropped = list.joints[joint === 'before' ? first - 1 : last];
  if (dropped === 'newline') return cutLines(site, { start, end });
  const previous = list.items[first - 1]?.range.end ?? start;
  const next = list.items[last + 1]?.range.start ?? end;
  return cut(site, joint === 'before' ? { start: previous, end } : { start, end: next });
}

/** A command that has its lines for itself goes with them; a comment behind it stays. */
function cutLines({ text }: CutSite, { start, end }: Range): Edit[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const isAlone =
    text.slice(lineStart, start).trim() === '' && feed !== -1 && text.slice(end, feed).trim() === '';
  return [{ range: isAlone ? { start: lineStart, end: feed + 1 } : { start, end }, text: '' }];
}
