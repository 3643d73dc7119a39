import { programName, type Invocation } from '../shell/invocation';
import type { Word } from '../shell/word';
import type { Call, OptionSpelling, Recipe, Subcommand } from './recipe';

/** A call of a recipe's tool, and what it means for the cache. */
export interface ToolCall {
  readonly invocation: Invocation;
  /**
   * `wipes-and-more`: it does something else as well. `configures`: it writes a setting that moves the cache or switches
   * it off.
   */
  readonly effect: 'fills' | 'wipes' | 'wipes-and-more' | 'configures' | 'none';
  /** What follows the program (`python -m pip` counts as the program). */
  readonly arguments: readonly Word[];
}

/** Whether an invocation is a call of the recipe's tool that fills its cache. */
export function fillsCache(recipe: Recipe, invocation: Invocation): boolean {
  return toolCall(recipe, invocation)?.effect === 'fills';
}

/** Reads an invocation as a call of the recipe's tool; undefined when it is none. */
export function toolCall(recipe: Recipe, invocation: Invocation): ToolCall | undefined {
  const words = argumentsOf(recipe.call, invocation.words);
  return words && { invocation, effect: effectOf(recipe, words), arguments: words };
}

/** The program that a call runs, without its folder: `python3` for `python3 -m pip`. Undefined where its name is not certain. */
export function programOf({ invocation }: Pick<ToolCall, 'invocation'>): string | undefined {
  return programName(invocation.words[0]);
}

const PYTHON = /^(?:python|pypy)[\d.]*$/;
const PYTHON_VALUE_OPTIONS: ReadonlySet<string> = new Set(['-W', '-X', '--check-hash-based-pycs']);

function argumentsOf(call: Call, [program, ...rest]: readonly Word[]): readonly Word[] | undefined {
  const name = programName(program);
  if (name === undefined) return undefined;
  if (call.programs.test(name)) return rest;
  return call.pythonModule !== undefined && PYTHON.test(name)
    ? afterModule(call.pythonModule, rest)
    : undefined;
}

/** What follows the `-m <module>` of a Python; undefined when that is not what it runs. */
function afterModule(module: string, words: readonly Word[]): readonly Word[] | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const value = words[at]?.value;
    if (value === undefined || !value.startsWith('-')) return undefined;
    const [, attached] = /^-[a-zA-Z]*m(.*)$/.exec(value) ?? [];
    if (attached === module) return words.slice(at + 1);
    if (attached === '') return words[at + 1]?.value === module ? words.slice(at + 2) : undefined;
    if (PYTHON_VALUE_OPTIONS.has(value)) at += 1;
  }
  return undefined;
}

function effectOf(recipe: Recipe, words: readonly Word[]): ToolCall['effect'] {
  const { call, configuredBy } = recipe;
  if (words.some(({ text }) => ASKS.test(text))) return 'none';
  const operands = operandsOf(call, words);
  const begins = (subcommand: Subcommand): boolean => beginsWith(operands, subcommand);
  const wipe = wipeEffect(recipe, words, begins);
  if (wipe !== undefined) return wipe;
  if (configuredBy !== undefined && begins(configuredBy.subcommand))
    return configuredBy.settings.test(operands[wordsOf(configuredBy.subcommand).length] ?? '')
      ? 'configures'
      : 'none';
  if (!('allBut' in call.fills)) return call.fills.some(begins) ? 'fills' : 'none';
  return operands.length > 0 && !call.fills.allBut.some(begins) ? 'fills' : 'none';
}

function wipeEffect(
  { wipedBy }: Recipe,
  words: readonly Word[],
  begins: (subcommand: Subcommand) => boolean,
): 'wipes' | 'wipes-and-more' | undefined {
  const texts = words.map(({ text }) => text);
  for (const wipe of wipedBy) {
    if (typeof wipe === 'string') {
      if (wipe.startsWith('-') ? texts.includes(wipe) : begins(wipe)) return 'wipes';
      continue;
    }
    const own = wordsOf(wipe.subcommand);
    const further = texts.filter((text) => !own.includes(text));
    if (
      !begins(wipe.subcommand) ||
      (wipe.with !== undefined && !further.some((text) => wipe.with?.test(text)))
    )
      continue;
    return further.every((text) => wipe.alone.test(text)) ? 'wipes' : 'wipes-and-more';
  }
  return undefined;
}

/** A call that only asks the tool something about itself. */
const ASKS = /^--(?:version|help)$/;

/** The empty subcommand is a call without any: bare `yarn` installs. */
function beginsWith(operands: readonly (string | undefined)[], subcommand: Subcommand): boolean {
  if (subcommand === '') return operands.length === 0;
  return wordsOf(subcommand).every((word, index) => operands[index] === word);
}

function wordsOf(subcommand: Subcommand): readonly string[] {
  return subcommand.split(' ');
}

/** Whether a call of the tool begins with a subcommand. */
export function isCallOf({ call }: Recipe, { arguments: words }: ToolCall, subcommand: Subcommand): boolean {
  return beginsWith(operandsOf(call, words), subcommand);
}

/** The first words of the subcommands that fill the cache; undefined where nearly all do. */
export function fillingWords({ fills }: Call): readonly string[] | undefined {
  return 'allBut' in fills ? undefined : fills.flatMap((subcommand) => wordsOf(subcommand)[0] ?? []);
}

/**
 * The words that are neither options nor the values of options that may stand in front of the subcommand. `+nightly`, by
 * which rustup chooses a toolchain, is none either.
 */
function operandsOf({ valueOptions }: Call, words: readonly Word[]): readonly (string | undefined)[] {
  const operands: (string | undefined)[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const { text = '', value } = words[at] ?? {};
    if (text.startsWith('+') && operands.length === 0) continue;
    if (!text.startsWith('-')) operands.push(value);
    else if (valueOptions.includes(text)) at += 1;
  }
  return operands;
}

/** Whether a word is the option, abbreviated perhaps, with or without a value after an equals sign. */
export function isOption({ long, shortest, short }: OptionSpelling, word: string): boolean {
  if (!word.startsWith('-')) return false;
  const [name = ''] = word.split('=', 1);
  return name === short || (name.length >= shortest.length && long.startsWith(name));
}
