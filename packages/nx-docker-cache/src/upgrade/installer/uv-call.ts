import type { ToolCall } from '../../recipes/tool-call';
import type { Word } from '../../shell/word';
import type { ScriptChange } from '../script-change';
import { isBrought } from './first-install';
import { pipOption, type PipOption } from './pip-options';
import { refuse, type Refusal } from './refusal';
import { replaceProgram } from './replace-program';

/** A call of `pip install` that uv takes over. */
export interface UvCall {
  readonly kind: 'call';
  readonly changes: readonly ScriptChange[];
  /** Variables that take the place of options. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What `--upgrade` may find to upgrade. */
export type Upgraded = 'nothing' | 'what the image brings' | 'anything';

export interface UvCallWishes {
  /** The program and its first subcommand: `/opt/uv/uv pip`. */
  readonly program: string;
  /** The options that name the Python: `--system`. */
  readonly python: readonly string[];
  /** Compiles what is installed, as pip does. */
  readonly compiles: boolean;
  /** What the requirements files need: see `with` of an option. */
  readonly more: readonly string[];
  readonly upgrades: Upgraded;
}

/** An option of the call, with the words that it is written in. */
interface GivenOption {
  readonly name: string;
  readonly option: PipOption;
  readonly words: readonly [Word, ...Word[]];
  readonly value: string | undefined;
}

/** Turns a call of `pip install` into one of `uv pip install`, or says why it cannot be. */
export function uvCall(call: ToolCall, wishes: UvCallWishes): UvCall | Refusal {
  const { invocation, arguments: words } = call;
  const at = words.findIndex(({ value }) => value === 'install');
  const install = words[at];
  if (install === undefined) return refuse('option-without-equivalent', textOf(words));
  const options = optionsOf([...words.slice(0, at), ...words.slice(at + 1)]);
  if (!Array.isArray(options)) return options;
  const unlike = unlikePip(options, operandsOf(words, options), wishes.upgrades);
  if (unlike !== undefined) return refuse('option-without-equivalent', unlike);
  const early = options.find(
    ({ words: [word], option }) => option.fate.kind !== 'dropped' && word.range.start < install.range.start,
  );
  if (early !== undefined) return refuse('option-without-equivalent', `${early.name} before install`);
  const added = [
    ...wishes.python,
    ...compiling(options, wishes),
    ...new Set([...needs(options), ...wishes.more]),
  ];
  const replaced = replaceProgram(call, wishes.program, added);
  if (replaced.kind === 'refused') return replaced;
  return {
    kind: 'call',
    changes: [
      ...replaced.changes,
      ...options.flatMap((option) => changesFor(withFate(option, wishes.upgrades), invocation.command)),
    ],
    variables: new Map(options.flatMap(variableOf)),
  };
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

function operandsOf(words: readonly Word[], options: readonly GivenOption[]): readonly Word[] {
  const ofOptions = new Set(options.flatMap((option) => option.words));
  return words.filter((word) => !ofOptions.has(word) && word.value !== 'install');
}

/**
 * What uv reads as pip does, and does not do as pip does: it upgrades what the named packages depend on as well, and knows
 * no other version control than git, nor an editable install from it.
 */
function unlikePip(
  options: readonly GivenOption[],
  operands: readonly Word[],
  upgrades: Upgraded,
): string | undefined {
  const isEditable = ({ name }: GivenOption): boolean => name === '-e' || name === '--editable';
  const remote = options.find(
    (option) => isEditable(option) && /^["']?[\w.+-]{2,}:/.test(option.value ?? ''),
  );
  if (remote !== undefined) return `${remote.name} ${remote.value ?? ''}`;
  const foreign = operands.find(({ text }) => FOREIGN.test(text));
  if (foreign !== undefined) return foreign.text;
  const upgrade = options.find(isUpgrade);
  if (upgrade === undefined || upgrades === 'nothing') return undefined;
  const isTool = upgrades === 'anything' ? needsNothing : isBrought;
  const isOfTools = operands.length > 0 && operands.every(({ text }) => isTool(text));
  const isWithLists = options.some((option) => isEditable(option) || LIST.test(option.name));
  return !isOfTools || isWithLists ? upgrade.name : undefined;
}

function isUpgrade({ name }: GivenOption): boolean {
  return name === '-U' || name === '--upgrade';
}

/** Where nothing can be upgraded the option goes: uv would upgrade what the image brings, if something depends on it. */
function withFate(given: GivenOption, upgrades: Upgraded): GivenOption {
  return isUpgrade(given) && upgrades === 'nothing'
    ? { ...given, option: { ...given.option, fate: { kind: 'dropped' } } }
    : given;
}

const LIST = /^(?:-r|--requirement)$/;
const FOREIGN = /(?:^|["'@ ])(?:hg|svn|bzr)\+/;

/** Packages that depend on nothing; wheel depends on packaging, which may be there in the version of the application. */
function needsNothing(text: string): boolean {
  return isBrought(text) && !/^["']?wheel/.test(text);
}

/** The options among the words; a refusal for one that uv cannot do. */
function optionsOf(words: readonly Word[]): GivenOption[] | Refusal {
  const found: GivenOption[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !isOption(word)) continue;
    const option = readOption(word, words[at + 1]);
    if (option === undefined) return refuse('option-without-equivalent', word.text);
    found.push(option);
    at += option.words.length - 1;
  }
  return found;
}

/** An option with its value; undefined for one that uv cannot do, and for `-rfile`, which is not taken apart. */
function readOption(word: Word, next: Word | undefined): GivenOption | undefined {
  const [, name = '', attached] = /^(--[\w-]+|-[a-zA-Z]+)(?:=(.*))?$/s.exec(word.text) ?? [];
  const option = pipOption(name);
  if (option === undefined) return undefined;
  if (!option.takesValue)
    return attached === undefined ? { name, option, words: [word], value: undefined } : undefined;
  if (attached !== undefined) return { name, option, words: [word], value: attached };
  return next && { name, option, words: [word, next], value: next.text };
}

/** A word that begins with something unknown may hold any option: `$OPTIONS`. */
function isOption({ text, value, parts: [first] }: Word): boolean {
  return value === undefined
    ? text.startsWith('-') || first?.kind === 'variable' || first?.kind === 'unknown'
    : value.startsWith('-');
}

function needs(options: readonly GivenOption[]): string[] {
  return options.flatMap(({ option }) => option.with);
}

function compiling(options: readonly GivenOption[], { compiles }: UvCallWishes): string[] {
  const isSaid = options.some(({ name }) => name === '--compile' || name === '--no-compile');
  return compiles && !isSaid ? ['--compile-bytecode'] : [];
}

function changesFor(
  { name, option, words }: GivenOption,
  command: ToolCall['invocation']['command'],
): ScriptChange[] {
  const { fate } = option;
  const [word] = words;
  switch (fate.kind) {
    case 'same':
      return [];
    case 'renamed':
      return [
        { kind: 'replacement', command, range: word.range, text: fate.to + word.text.slice(name.length) },
      ];
    case 'dropped':
    case 'variable':
      return words.map(({ range }): ScriptChange => ({ kind: 'word', command, range }));
  }
}

function variableOf({ option: { fate }, value }: GivenOption): [string, string][] {
  return fate.kind === 'variable' && value !== undefined ? [[fate.name, value]] : [];
}
