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
  if (isAll || isCondition || ![before, after, ...between].every(isPlain) || isAskedFor(list, end)) {
    return commands.map((command) => ({ kind: 'replace', command }));
  }
  if (givesStatus(list, first, end)) return withStatusKept(list, first, last, end);
  return [{ kind: 'drop', list, first, last: end, joint: jointToDrop(first, before, after) }];
}

/** `a; x` ends as `x` does, whatever became of `a`: `a; true` does too. The `true` of `a; x || true` is there already. */
function withStatusKept(list: CommandList, first: number, last: number, end: number): CommandRemoval[] {
  if (end > last) return [{ kind: 'drop', list, first, last, joint: 'after' }];
  const command = list.items[last]?.command;
  const kept: CommandRemoval[] = command === undefined ? [] : [{ kind: 'replace', command }];
  if (first === last) return kept;
  const joint = jointToDrop(first, list.joints[first - 1], list.joints[last - 1]);
  return [{ kind: 'drop', list, first, last: last - 1, joint }, ...kept];
}

/** Whether the list would end with another exit status without its last items. */
function givesStatus(list: CommandList, first: number, end: number): boolean {
  if (end < list.items.length - 1) return false;
  const isWithPrevious = list.joints.slice(first - 1, end).every(isConditional);
  return !isWithPrevious && !endsOnFailure(list, first - 1);
}

/**
 * Whether a failure of an item ends the script, so that what follows it makes no difference: under `set -e`, but for what
 * is only a part of `a && b`, negated, or not a simple command.
 */
function endsOnFailure({ items, joints }: CommandList, index: number): boolean {
  const item = items[index];
  const isAlone = ![joints[index - 1], joints[index]].some(isConditional);
  const isPlainCommand = item?.command?.range.start === item?.range.start && item?.command !== undefined;
  if (!isAlone || !isPlainCommand || item.command.nesting.length > 0) return false;
  const settings = items.slice(0, index + 1).flatMap(({ command }, at) => {
    const value = command === undefined ? undefined : errexitOf(command);
    if (value === undefined) return [];
    return [value && !isConditional(joints[at - 1])];
  });
  return settings.at(-1) === true;
}

/** What `set -eux`, `set -o errexit` or `set +e` says; undefined for what says nothing of it. */
function errexitOf({ words: [program, ...rest] }: Command): boolean | undefined {
  if (program?.text !== 'set') return undefined;
  const texts = rest.map(({ text }) => text);
  const options = texts.includes('--') ? texts.slice(0, texts.indexOf('--')) : texts;
  const saying = options.findLast((text, at) =>
    text === 'errexit' ? /^[-+]\w*o$/.test(options[at - 1] ?? '') : /^[-+]\w*e\w*$/.test(text),
  );
  if (saying === undefined) return undefined;
  const sign = saying === 'errexit' ? options[options.lastIndexOf(saying) - 1] : saying;
  return sign?.startsWith('-') === true;
}

function isConditional(joint: Joint | undefined): boolean {
  return joint === '&&' || joint === '||';
}

/** `…; exit $?` */
function isAskedFor({ items }: CommandList, end: number): boolean {
  return items[end + 1]?.command?.words.some(({ text }) => text.includes('$?')) === true;
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
