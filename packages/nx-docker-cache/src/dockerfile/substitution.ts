import { LexError, unsupportedModifier } from './lex-error';
import { removePrefix, removeSuffix, replaceMatches, type PatternResult } from './pattern';

/** `${name-word}` with all of its parts known. */
export interface Substitution {
  readonly name: string;
  /** Undefined when the variable is not set. */
  readonly value: string | undefined;
  /** The operator behind the colon, if there is one. */
  readonly operator: string;
  /** An empty variable counts as not set. */
  readonly colon: boolean;
  readonly word: string;
}

export interface Substituted {
  readonly text: string;
  /** Whether the word is part of the result. */
  readonly usesWord: boolean;
}

/** The value of a substitution. Throws LexError where BuildKit refuses it. */
export function substitute(substitution: Substitution): Substituted {
  const { operator, value, colon } = substitution;
  const effective = colon && value === '' ? undefined : value;
  return modifierOf(operator, colon)({ ...substitution, effective });
}

/** Refuses an operator that there is not. */
export function checkOperator(operator: string, colon: boolean): void {
  modifierOf(operator, colon);
}

/** `${name/pattern/replacement}`, or with `all` `${name//pattern/replacement}`. */
export function replace(value: string, pattern: string, replacement: string, all: boolean): string {
  return patternValue(pattern, replaceMatches(value, pattern, replacement, all));
}

function modifierOf(operator: string, colon: boolean): Modifier {
  const modifier = MODIFIERS.get(operator);
  if (modifier === undefined)
    throw unsupportedModifier((colon ? ':' : '') + (operator === '' ? '\uFFFD' : operator));
  return modifier;
}

type Modifier = (substitution: Substitution & { readonly effective: string | undefined }) => Substituted;

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map<string, Modifier>([
  ['-', ({ effective, word }) => ({ text: effective ?? word, usesWord: effective === undefined })],
  [
    '+',
    ({ effective, word }) => ({
      text: effective === undefined ? '' : word,
      usesWord: effective !== undefined,
    }),
  ],
  ['?', required],
  ['#', ({ value = '', word }) => ({ text: trimmed(value, word, '#', removePrefix), usesWord: true })],
  ['%', ({ value = '', word }) => ({ text: trimmed(value, word, '%', removeSuffix), usesWord: true })],
]);

function required({ name, value, effective, word }: Parameters<Modifier>[0]): Substituted {
  if (effective !== undefined) return { text: effective, usesWord: false };
  const reason = `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`;
  throw new LexError(`${name}: ${word === '' ? reason : word}`);
}

/** A doubled operator takes the longest match. */
function trimmed(value: string, word: string, operator: string, remove: typeof removePrefix): string {
  const greedy = word.startsWith(operator);
  const pattern = greedy ? word.slice(1) : word;
  return patternValue(pattern, remove(value, pattern, greedy));
}

function patternValue(pattern: string, result: PatternResult): string {
  if (result.kind === 'invalid')
    throw new LexError(`invalid pattern (${pattern}) in substitution: ${result.message}`);
  return result.value;
}
