import type { Edit } from '../dockerfile/edits';
import type { Dockerfile, Instruction, Range } from '../dockerfile/syntax';
import type { Command } from '../shell/command';
import { commandRemovals, type CommandRemoval } from './command-removals';
import { cutAll, stretchesOf, type CutSite } from './cut';
import type { ScriptChange } from './script-change';

/** The edits that make the changes to the script of a RUN. */
export function editScript(
  dockerfile: Dockerfile,
  run: Instruction,
  changes: readonly ScriptChange[],
): Edit[] {
  const commands = commandRemovals(changes);
  const replaced = commands.flatMap((removal) => (removal.kind === 'replace' ? [removal.command] : []));
  const dropped = commands.flatMap((removal) =>
    removal.kind === 'drop' ? [stretchOf(dockerfile.text, removal)] : [],
  );
  const stretches = [
    ...dropped,
    ...replaced.flatMap(behindFirst),
    ...wordStretches(dockerfile.text, changes),
  ];
  return [
    ...replaced.map((command): Edit => ({ range: firstOf(command), text: 'true' })),
    ...changes.flatMap(additionEdits),
    ...sitesOf(dockerfile, run).flatMap((site) => cutAll(site, stretches.filter(isWithin(site)))),
  ];
}

function firstOf(command: Command): Range {
  return elementsOf(command)[0] ?? command.range;
}

/** What follows the first word of a command: cut like words, so that comment lines between them stay. */
function behindFirst(command: Command): Range[] {
  const { end } = firstOf(command);
  return end < command.range.end ? [{ start: end, end: command.range.end }] : [];
}

function additionEdits(change: ScriptChange): Edit[] {
  if (change.kind === 'replacement') return [{ range: change.range, text: change.text }];
  if (change.kind !== 'insertion') return [];
  return [{ range: { start: change.range.end, end: change.range.end }, text: ` ${change.text}` }];
}

function wordStretches(text: string, changes: readonly ScriptChange[]): Range[] {
  const starts = new Map<Command, Set<number>>();
  for (const change of changes) {
    if (change.kind !== 'word') continue;
    starts.set(change.command, (starts.get(change.command) ?? new Set()).add(change.range.start));
  }
  return [...starts].flatMap(([command, gone]) =>
    stretchesOf(text, elementsOf(command), ({ start }) => gone.has(start)),
  );
}

/** The parts of a RUN. In a heredoc a backslash continues lines, whatever the escape directive says. */
function sitesOf({ text, escape }: Dockerfile, { range, heredocs }: Instruction): CutSite[] {
  const bodies = heredocs.map(({ body }): CutSite => ({
    text,
    escape: '\\',
    start: body.start,
    end: body.end,
  }));
  const own: CutSite = { text, escape, start: range.start, end: bodies[0]?.start ?? range.end };
  return [own, ...bodies];
}

function isWithin(site: CutSite): (stretch: Range) => boolean {
  return ({ start }) => site.start <= start && start < site.end;
}

/** The assignments, words and redirections of a command, as they are written. */
export function elementsOf({ assignments, words, redirections }: Command): Range[] {
  return [...assignments, ...words, ...redirections]
    .map(({ range }) => range)
    .sort((a, b) => a.start - b.start);
}

function stretchOf(
  text: string,
  { list, first, last, joint }: Extract<CommandRemoval, { kind: 'drop' }>,
): Range {
  const start = list.items[first]?.range.start ?? 0;
  const end = list.items[last]?.range.end ?? start;
  const dropped = list.joints[joint === 'before' ? first - 1 : last];
  if (dropped === 'newline') return linesOf(text, { start, end });
  if (joint === 'before') return { start: list.items[first - 1]?.range.end ?? start, end };
  return { start, end: list.items[last + 1]?.range.start ?? end };
}

/**
 * A command that has its lines for itself goes with them, and with a comment behind it: on a line of its own that would
 * seem to speak of what follows.
 */
function linesOf(text: string, { start, end }: Range): Range {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const isAlone =
    text.slice(lineStart, start).trim() === '' && feed !== -1 && /^\s*(?:#.*)?$/.test(text.slice(end, feed));
  return isAlone ? { start: lineStart, end: feed + 1 } : { start, end };
}
