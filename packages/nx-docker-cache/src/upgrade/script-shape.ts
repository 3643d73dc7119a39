import type { Command, CommandList } from '../shell/command';
import type { Invocation } from '../shell/invocation';
import { commandRemovals } from './command-removals';
import type { Removal } from './removal';

/** What a script says, without where it says it: to compare two readings. */
export interface ScriptShape {
  /** The assignments, words and redirections of each command, with what stands around it. */
  readonly commands: readonly string[];
  /** What joins the items of each list. */
  readonly joints: readonly string[];
}

/** The shape that is left when the removals are taken out of the reading itself, not out of its text. */
export function shapeWithout(invocations: readonly Invocation[], removals: readonly Removal[]): ScriptShape {
  const gone = new Set<Command>();
  const replaced = new Set<Command>();
  const lists = new Map<CommandList, Set<number>>();
  for (const removal of commandRemovals(removals)) {
    if (removal.kind === 'replace') {
      replaced.add(removal.command);
      continue;
    }
    const { list, first, last, joint } = removal;
    const joints = lists.get(list) ?? new Set();
    for (let at = first; at < last; at += 1) joints.add(at);
    lists.set(list, joints.add(joint === 'before' ? first - 1 : last));
    for (const item of list.items.slice(first, last + 1)) if (item.command) gone.add(item.command);
  }
  const starts = new Set(
    removals.flatMap((removal) => (removal.kind === 'word' ? [removal.range.start] : [])),
  );
  return {
    commands: invocations
      .filter(({ command }) => !gone.has(command))
      .map((invocation) =>
        replaced.has(invocation.command) ? textOf(invocation.command, ['true']) : shapeOf(invocation, starts),
      ),
    joints: distinctLists(invocations).map((list) =>
      list.joints.filter((_, index) => lists.get(list)?.has(index) !== true).join(' '),
    ),
  };
}

function shapeOf({ command, script }: Invocation, starts: ReadonlySet<number>): string {
  const elements = [
    ...command.assignments,
    ...command.words.map((word) => ({ range: word.range, text: word === script ? 'a script' : word.text })),
    ...command.redirections.map(({ range, operator, target }) => ({
      range,
      text: `${operator} ${target?.text ?? ''}`,
    })),
  ].sort((a, b) => a.range.start - b.range.start);
  return textOf(
    command,
    elements.filter(({ range }) => !starts.has(range.start)).map(({ text }) => text),
  );
}

function textOf({ nesting }: Command, elements: readonly string[]): string {
  return `${nesting.join('/')}\0${elements.join('\0')}`;
}

function distinctLists(invocations: readonly Invocation[]): CommandList[] {
  return [
    ...new Set(
      invocations.flatMap(({ command }) => (command.place === undefined ? [] : [command.place.list])),
    ),
  ];
}
