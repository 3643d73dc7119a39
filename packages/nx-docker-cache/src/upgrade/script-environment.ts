import type { Variable } from '../dockerfile/expand';
import type { EnvironmentWord, Invocation } from '../shell/invocation';
import { assignedValue } from '../shell/invocation';
import { resolveWord, type Word } from '../shell/word';

/** The variables that a command sees. */
export interface CallEnvironment {
  readonly variable: (name: string) => Variable;
  /** Whether a variable is part of the environment that programs receive. */
  readonly isExported: (name: string) => boolean;
}

export interface InvocationInPlace {
  readonly invocation: Invocation;
  readonly environment: CallEnvironment;
  /** The words that put a variable into the environment, by its name: `export A=1` before it, `A=1` in front of it. */
  readonly setBy: ReadonlyMap<string, Setting>;
}

/** A `NAME=value` of the script that is in force for a command. */
export interface Setting {
  readonly invocation: Invocation;
  readonly word: EnvironmentWord;
}

/** The commands of a script with the environment of each, as `export` and assignments change it on the way. */
export function environmentsOf(
  invocations: readonly Invocation[],
  start: CallEnvironment,
): InvocationInPlace[] {
  let environment = start;
  let settings: ReadonlyMap<string, Setting> = new Map();
  return invocations.map((invocation) => {
    const prefixes = invocation.words.length === 0 ? [] : invocation.environment;
    const own = withSettings(environment, settings, invocation, prefixes, true);
    const lasting = lastingSettings(invocation);
    if (lasting !== undefined) {
      const after = withSettings(environment, settings, invocation, lasting.words, lasting.isExport);
      environment = after.environment;
      settings = after.setBy;
    }
    return { invocation, environment: own.environment, setBy: own.setBy };
  });
}

function lastingSettings(
  invocation: Invocation,
): { words: readonly EnvironmentWord[]; isExport: boolean } | undefined {
  const [program, ...rest] = invocation.words;
  if (program === undefined) return { words: invocation.environment, isExport: false };
  if (program.value === 'export' || program.value === 'declare')
    return { words: rest.flatMap((word) => asSetting(invocation, word)), isExport: true };
  return undefined;
}

function asSetting({ command }: Invocation, word: Word): EnvironmentWord[] {
  const name = /^([A-Za-z_]\w*)(?:=|$)/.exec(word.text)?.[1];
  if (name === undefined) return [];
  return [{ name, value: assignedValue(word, name), range: word.range, command }];
}

function withSettings(
  environment: CallEnvironment,
  settings: ReadonlyMap<string, Setting>,
  invocation: Invocation,
  words: readonly EnvironmentWord[],
  isExport: boolean,
): { environment: CallEnvironment; setBy: ReadonlyMap<string, Setting> } {
  if (words.length === 0) return { environment, setBy: settings };
  const isCertain = invocation.command.nesting.every((nesting) => nesting === 'group');
  const values = new Map(
    words.map((word) => [word.name, isCertain ? settingValue(word, environment) : UNKNOWN]),
  );
  const exported = new Set(
    words.map(({ name }) => name).filter((name) => isExport || environment.isExported(name)),
  );
  const own = words
    .filter(({ name }) => exported.has(name))
    .map((word) => [word.name, { invocation, word }] as const);
  return {
    environment: {
      variable: (name) => values.get(name) ?? environment.variable(name),
      isExported: (name) => exported.has(name) || environment.isExported(name),
    },
    setBy: new Map([...settings, ...own]),
  };
}

const UNKNOWN: Variable = { kind: 'unknown' };

/** `export NAME` keeps the value that the variable has. */
function settingValue({ name, value }: EnvironmentWord, environment: CallEnvironment): Variable {
  if (value === undefined) return environment.variable(name);
  const text = wordValue(value, environment);
  return text === undefined ? UNKNOWN : { kind: 'set', value: text };
}

/** The value of a word in an environment, undefined where a part of it is not known. */
export function wordValue(word: Word, environment: CallEnvironment): string | undefined {
  const text = (name: string): string | undefined => {
    const variable = environment.variable(name);
    return variable.kind === 'set' ? variable.value : undefined;
  };
  return resolveWord(word, {
    variable: text,
    home: (user) => (user === undefined ? text('HOME') : user === 'root' ? '/root' : undefined),
  });
}
