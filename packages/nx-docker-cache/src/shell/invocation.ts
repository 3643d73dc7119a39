import type { Range } from '../dockerfile/syntax';
import type { Command } from './command';
import type { Word } from './word';
import { WRAPPERS, type RunsAs, type Wrapper } from './wrappers';

/** A program and its arguments as they run in the end, with the wrappers taken off. */
export interface Invocation {
  /** The simple command that it stands in. */
  readonly command: Command;
  /** The program first. Empty for a command that only assigns. */
  readonly words: readonly Word[];
  /** What the program finds in its environment because of this command: `A=1 pip …`, `env A=1 pip …`. */
  readonly environment: readonly EnvironmentWord[];
  readonly runsAs: RunsAs;
  /** False when its words pass through quoting that hides where they stand in the file: nothing there can be changed. */
  readonly isExact: boolean;
  /** The word that holds a script of its own (`bash -c "…"`); what stands in it follows as further invocations. */
  readonly script: Word | undefined;
}

/** A `NAME=value` in front of a program. */
export interface EnvironmentWord {
  readonly name: string;
  readonly value: Word | undefined;
  readonly range: Range;
  /** The command that it stands in. */
  readonly command: Command;
}

/**
 * The name of a program without its folder: `/opt/venv/bin/pip` and `$VENV/bin/pip` are both `pip`. Undefined when
 * the name itself is not certain.
 */
export function programName(word: Word | undefined): string | undefined {
  const last = word?.parts.at(-1);
  if (word === undefined || last?.kind !== 'text') return undefined;
  const text = word.value ?? last.text;
  if (word.value === undefined && !text.includes('/')) return undefined;
  return text.slice(text.lastIndexOf('/') + 1);
}

/** How the script that a command stands in is itself run. */
export type Surroundings = Pick<Invocation, 'environment' | 'runsAs' | 'isExact'>;

/** Takes the wrappers off a command. */
export function seeThrough(command: Command, outer: Surroundings): Invocation {
  // Written out: spreading `outer` is several times slower, and this runs for every command of every file.
  let invocation: Invocation = {
    command,
    words: command.words,
    script: undefined,
    environment: withAssignments(outer.environment, command),
    runsAs: outer.runsAs,
    isExact: outer.isExact,
  };
  for (let next = unwrapOnce(invocation); next !== undefined; next = unwrapOnce(invocation))
    invocation = next;
  return invocation;
}

function withAssignments(outer: readonly EnvironmentWord[], command: Command): readonly EnvironmentWord[] {
  if (command.assignments.length === 0) return outer;
  return [
    ...outer,
    ...command.assignments.map(({ name, value, range }) => ({ name, value, range, command })),
  ];
}

function unwrapOnce(outer: Invocation): Invocation | undefined {
  const wrapper = WRAPPERS.get(programName(outer.words[0]) ?? '');
  if (wrapper === undefined) return undefined;
  const after = wordsAfter(wrapper, outer.words.slice(1));
  if (after === undefined) return undefined;
  const { options, operands } = takeOptions(wrapper, after);
  if (options.some((option) => wrapper.notWith?.includes(option))) return undefined;
  const environment = wrapper.takesAssignments ? leadingAssignments(outer.command, operands) : [];
  const words = operands.slice(environment.length + (wrapper.operands ?? 0));
  const inner = words[0]?.value === '--' ? words.slice(1) : words;
  if (inner.length === 0) return undefined;
  return {
    ...outer,
    words: inner,
    environment: [...outer.environment, ...environment],
    runsAs: innermost(outer.runsAs, runsAsOf(wrapper, options)),
  };
}

/** What follows the name of a wrapper and its subcommand; undefined where it does not run a command. */
function wordsAfter(
  { subcommand, behindDashes }: Wrapper,
  words: readonly Word[],
): readonly Word[] | undefined {
  if (subcommand !== undefined && words[0]?.value !== subcommand) return undefined;
  const rest = subcommand === undefined ? words : words.slice(1);
  if (behindDashes !== true) return rest;
  const dashes = rest.findIndex(({ value }) => value === '--');
  return dashes === -1 ? undefined : rest.slice(dashes);
}

/** Splits the words after a wrapper's name into its options and the rest. A bare `--` ends the options. */
function takeOptions(
  { valueOptions = [] }: Wrapper,
  words: readonly Word[],
): { options: string[]; operands: readonly Word[] } {
  const options: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const text = words[at]?.text ?? '';
    if (text === '--') return { options, operands: words.slice(at + 1) };
    if (!text.startsWith('-') || text === '-') return { options, operands: words.slice(at) };
    const name = text.replace(/=[^]*$/, '');
    options.push(name);
    if (valueOptions.includes(text)) at += 1;
  }
  return { options, operands: [] };
}

function leadingAssignments(command: Command, words: readonly Word[]): EnvironmentWord[] {
  const found: EnvironmentWord[] = [];
  for (const word of words) {
    const name = /^([A-Za-z_]\w*)=/.exec(word.text)?.[1];
    if (name === undefined) break;
    found.push({ name, value: assignedValue(word, name), range: word.range, command });
  }
  return found;
}

/** The part of a `NAME=value` word after the equals sign, as a word of its own. */
export function assignedValue(word: Word, name: string): Word | undefined {
  const [first, ...rest] = word.parts;
  const prefix = `${name}=`;
  if (first?.kind !== 'text' || !first.text.startsWith(prefix)) return undefined;
  const head = first.text.slice(prefix.length);
  return {
    text: word.text.slice(prefix.length),
    parts: [{ kind: 'text', text: head }, ...rest],
    value: word.value?.slice(prefix.length),
    content: undefined,
    range: { start: word.range.start + prefix.length, end: word.range.end },
  };
}

function runsAsOf({ runsAs = 'caller', runsAsWith = {} }: Wrapper, options: readonly string[]): RunsAs {
  return options.map((option) => runsAsWith[option]).find((found) => found !== undefined) ?? runsAs;
}

/** What the last of two wrappers says counts, unless it leaves things as they are. */
function innermost(outer: RunsAs, inner: RunsAs): RunsAs {
  return inner === 'caller' ? outer : inner;
}
