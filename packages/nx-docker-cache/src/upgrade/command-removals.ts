import type { Command, CommandList, Joint } from '../shell/command';
import type { ScriptChange } from './script-change';

/** How commands leave the list that they stand in. */
export type CommandRemoval =
  /** `true` takes its place: what follows depends on it, or nothing else is left. */
  | { readonly kind: 'replace'; readonly command: Command }
  /** The items from `first` to `last` go, and with them the joints between them and the one before or after. */
  | {
      readonly kind: 'drop';
      readonly list: CommandList;
      readonly first: number;
      readonly last: number;
      readonly joint: 'before' | 'after';
    };

/** Decides for all commands that are removed, neighbours together, so that nothing changes for the others. */
export function commandRemovals(changes: readonly ScriptChange[]): CommandRemoval[] {
  const gone = new Set(changes.flatMap((change) => (change.kind === 'command' ? [change.command] : [])));
  const commands = [...gone];
  const isGone = (list: CommandList, index: number): boolean => {
    const command = list.items[index]?.command;
    return command !== undefined && gone.has(command);
  };
  return commands.flatMap((command) => {
    const { place } = command;
    if (place === undefined) return [{ kind: 'replace', command }];
    const { list, index } = place;
    if (isGone(list, index - 1)) return [];
    let last = index;
    while (isGone(list, last + 1)) last += 1;
    return removalOf(list, index, last);
  });
}

function removalOf(list: CommandList, first: number, last: number): CommandRemoval[] {
  const commands = list.items
    .slice(first, last + 1)
    .flatMap(({ command }) => (command === undefined ? [] : [command]));
  const before = list.joints[first - 1];
  const end = isForgiven(list, last) && before !== '&&' ? last + 1 : last;
  const after = list.joints[end];
  const isAll = first === 0 && end === list.items.length - 1;
  const between = list.joints.slice(first, last);
  const isCondition = commands.some(({ nesting }) => nesting.includes('condition'));
  if (isAll || isCondition || ![before, after, ...between].every(isPlain)) {
    return commands.map((command) => ({ kind: 'replace', command }));
  }
  return [{ kind: 'drop', list, first, last: end, joint: jointToDrop(first, before, after) }];
}

/** `a; x && b` is left as `a; b`, and `a && x; b` as `a; b`: what keeps the others apart stays. */
function jointToDrop(first: number, before: Joint | undefined, after: Joint | undefined): 'before' | 'after' {
  if (first === 0) return 'after';
  return (before !== '&&' && after === '&&') || (before === 'newline' && after === ';') ? 'after' : 'before';
}

/** `rm … || true` */
function isForgiven({ items, joints }: CommandList, index: number): boolean {
  const next = items[index + 1]?.command;
  return joints[index] === '||' && next?.words.length === 1 && /^(?:true|:)$/.test(next.words[0]?.text ?? '');
}

function isPlain(joint: Joint | undefined): boolean {
  return joint === undefined || joint === '&&' || joint === ';' || joint === 'newline';
}
