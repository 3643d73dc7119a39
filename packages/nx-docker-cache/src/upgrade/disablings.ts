import type { Recipe } from '../recipes/recipe';
import { isOption, type ToolCall } from '../recipes/tool-call';
import type { Command } from '../shell/command';
import { programName } from '../shell/invocation';
import type { Word } from '../shell/word';
import { removalProblem, type Removal, type Removals } from './removal';
import { wordValue, type InvocationInPlace, type Setting } from './script-environment';

/** A call with the place that it has in its script. */
export interface CallInPlace {
  readonly call: ToolCall;
  readonly place: InvocationInPlace;
}

/** The options and the variables set by the script that switch the cache off for a call: all to be removed. */
export function scriptDisablings(recipe: Recipe, { call, place }: CallInPlace): Removals {
  const options = call.arguments.filter(({ value }) => value !== undefined && isDisabling(recipe, value));
  const settings = settingsThatDisable(recipe, place);
  const [first] = [
    ...(options.length > 0 ? [place.invocation] : []),
    ...settings.map((setting) => setting.invocation),
  ];
  const problem = first && removalProblem(first);
  if (problem !== undefined) return { ok: false, reason: problem, detail: '' };
  const { command } = place.invocation;
  return {
    ok: true,
    removals: [
      ...options.map(({ range }): Removal => ({ kind: 'word', command, range })),
      ...settings.flatMap(removalsOfSetting),
    ],
  };
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
