import type { NeededOption, Recipe } from '../recipes/recipe';
import { isOption, type ToolCall } from '../recipes/tool-call';
import type { Command } from '../shell/command';
import { programName, type Invocation } from '../shell/invocation';
import type { Word } from '../shell/word';
import {
  removalProblem,
  type Addition,
  type Removal,
  type RemovalProblem,
  type ScriptChange,
} from './script-change';
import { wordValue, type InvocationInPlace, type Setting } from './script-environment';

/** A call with the place that it has in its script. */
export interface CallInPlace {
  readonly call: ToolCall;
  readonly place: InvocationInPlace;
}

/** What a call needs to use its cache, or why that cannot be done. */
export type CallChanges =
  | { readonly ok: true; readonly changes: readonly ScriptChange[] }
  | { readonly ok: false; readonly reason: RemovalProblem };

/**
 * The options and the variables set by the script that switch the cache off for a call are removed; an option that the
 * tool needs is put behind its program, or in the place of the first that goes.
 */
export function scriptChanges(recipe: Recipe, { call, place }: CallInPlace): CallChanges {
  const options = call.arguments.filter(({ value }) => value !== undefined && isDisabling(recipe, value));
  const settings = settingsThatDisable(recipe, place);
  const { option: needed } = recipe.needs;
  const isNeeded = needed !== undefined && !call.arguments.some(({ text }) => needed.unless.test(text));
  const touched = [
    ...(options.length > 0 || isNeeded ? [place.invocation] : []),
    ...settings.map((setting) => setting.invocation),
  ];
  const problem = touched.map(removalProblem).find((found) => found !== undefined);
  if (problem !== undefined) return { ok: false, reason: problem };
  const { command } = place.invocation;
  const addition = isNeeded ? additionOf(place.invocation, options[0], needed) : undefined;
  const removed = addition?.kind === 'replacement' ? options.slice(1) : options;
  return {
    ok: true,
    changes: [
      ...(addition === undefined ? [] : [addition]),
      ...removed.map(({ range }): Removal => ({ kind: 'word', command, range })),
      ...settings.flatMap(removalsOfSetting),
    ],
  };
}

function additionOf(
  { command, words }: Invocation,
  replaced: Word | undefined,
  { text }: NeededOption,
): Addition | undefined {
  if (replaced !== undefined) return { kind: 'replacement', command, range: replaced.range, text };
  const [program] = words;
  return program && { kind: 'insertion', command, range: program.range, text };
}

/** A word of the call that stands for an option that switches the cache off, without showing it. */
export function hiddenDisabling(recipe: Recipe, { call, place }: CallInPlace): Word | undefined {
  return call.arguments.find((word) => {
    if (word.value !== undefined) return false;
    const texts = word.parts.flatMap((part) => {
      if (part.kind !== 'variable') return [];
      const variable = place.environment.variable(part.name);
      return variable.kind === 'set' ? variable.value.split(/\s+/) : [];
    });
    return texts.some((text) => isDisabling(recipe, text));
  });
}

function isDisabling({ disabledBy }: Recipe, word: string): boolean {
  return disabledBy.options.some((option) => isOption(option, word));
}

function settingsThatDisable({ disabledBy }: Recipe, { setBy, environment }: InvocationInPlace): Setting[] {
  return disabledBy.variables.flatMap(({ name, disables }) => {
    const setting = setBy.get(name);
    if (setting === undefined) return [];
    const value = setting.word.value && wordValue(setting.word.value, environment);
    return value !== undefined && !disables(value) ? [] : [setting];
  });
}

function removalsOfSetting({ invocation, word }: Setting): Removal[] {
  const { command } = word;
  const at = command.words.findIndex(({ range }) => range.start === word.range.start);
  const previous = command.words[at - 1];
  const isExport = invocation.words.length > 0 && command.words.length === 2 && at === 1;
  const isAlone = command.words.length === 0 && command.assignments.length === 1;
  if (isAlone || (isExport && programName(previous) !== 'env')) return [{ kind: 'command', command }];
  const own: Removal = { kind: 'word', command, range: word.range };
  return previous !== undefined && isBareEnv(command, at)
    ? [{ kind: 'word', command, range: previous.range }, own]
    : [own];
}

/** `env` in front of nothing but this assignment: it goes with it. */
function isBareEnv(command: Command, at: number): boolean {
  const isAssignment = (word: Word | undefined): boolean =>
    word !== undefined && /^[A-Za-z_]\w*=/.test(word.text);
  return programName(command.words[at - 1]) === 'env' && !isAssignment(command.words[at + 1]);
}
