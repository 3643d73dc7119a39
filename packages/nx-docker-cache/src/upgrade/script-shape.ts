import type { Command, CommandList } from '../shell/command';
import type { Invocation } from '../shell/invocation';
import { commandRemovals } from './command-removals';
import type { ScriptChange } from './script-change';

/** What a script says, without where it says it: to compare two readings. */
export interface ScriptShape {
  /** The assignments, words and redirections of each command, with what stands around it. */
  readonly commands: readonly string[];
  /** What joins the items of each list. */
  readonly joints: readonly string[];
}

/** The shape that comes out when the changes are made to the reading itself, not to its text. */
export function shapeAfter(
  invocations: readonly Invocation[],
  changes: readonly ScriptChange[],
): ScriptShape {
  const gone = new Set<Command>();
  const replaced = new Set<Command>();
  const lists = new Map<CommandList, Set<number>>();
  for (const removal of commandRemovals(changes)) {
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
  const byStart = new Map(
    changes.flatMap((change) => (change.kind === 'command' ? [] : [[change.range.start, change] as const])),
  );
  return {
    commands: invocations
      .filter(({ command }) => !gone.has(command))
      .map((invocation) =>
        replaced.has(invocation.command)
          ? textOf(invocation.command, ['true'])
          : shapeOf(invocation, byStart),
      ),
    joints: distinctLists(invocations).map((list) =>
      list.joints.filter((_, index) => lists.get(list)?.has(index) !== true).join(' '),
    ),
  };
}

function shapeOf(
  { command, script }: Invocation,
  changes: ReadonlyMap<number, Exclude<ScriptChange, { kind: 'command' }>>,
): string {
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
    elements.flatMap(({ range, text }) => {
      const change = changes.get(range.start);
      if (change === undefined) return [text];
      if (change.kind === 'word') return [];
      return change.kind === 'insertion' ? [text, ...change.text.split(' ')] : change.text.split(' ');
    }),
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
