import { BLANKS } from './blanks';
import { sourceSpan } from './cooked-text';
import type { CookedText, EscapeToken, Instruction, Range } from './syntax';
import { quotedWords, type QuotedWord } from './words';

/** One `name=value` of an ENV, LABEL or ARG. */
export interface KeyValue {
  /** As written: quotes, escapes and variables unresolved. */
  readonly name: string;
  /** As written; undefined for an ARG without default. */
  readonly value: string | undefined;
  /** `ENV name value`, the form with one pair. */
  readonly legacy: boolean;
  /** In the file: the pair, its name, its value. Each runs over continuations inside of it. */
  readonly range: Range;
  readonly nameRange: Range;
  readonly valueRange: Range | undefined;
}

/** The pairs of an ENV, LABEL or ARG in their order; empty for every other instruction. */
export function keyValuesOf({ name, args }: Instruction, escape: EscapeToken): KeyValue[] {
  if (name !== 'ENV' && name !== 'LABEL' && name !== 'ARG') return [];
  const words = quotedWords(args.text, escape);
  if (name !== 'ARG' && isLegacy(words)) return legacyPair(args);
  return words.map((word) => pairOf(args, word));
}

/** Why BuildKit's parser refuses the arguments of an ENV or LABEL (`parseNameVal` of `parser/line_parsers.go`). */
export function objectionToKeyValues(name: string, text: string, escape: EscapeToken): string | undefined {
  const words = quotedWords(text, escape);
  if (words.length === 0) return undefined;
  if (isLegacy(words)) return BLANKS.test(text) ? undefined : `${name} must have two arguments`;
  const stray = words.find((word) => !word.text.includes('='));
  if (stray === undefined) return undefined;
  return `Syntax error - can't find = in "${stray.text}". Must be of the form: name=value`;
}

/** The first word decides: without an equals sign all that follows it is one value. */
function isLegacy([first]: readonly QuotedWord[]): boolean {
  return first !== undefined && !first.text.includes('=');
}

function legacyPair(args: CookedText): KeyValue[] {
  const blank = BLANKS.exec(args.text);
  if (blank === null) return [];
  const value = { start: blank.index + blank[0].length, end: args.text.length };
  return [
    {
      name: args.text.slice(0, blank.index),
      value: args.text.slice(value.start),
      legacy: true,
      range: sourceSpan(args, { start: 0, end: value.end }),
      nameRange: sourceSpan(args, { start: 0, end: blank.index }),
      valueRange: sourceSpan(args, value),
    },
  ];
}

function pairOf(args: CookedText, word: QuotedWord): KeyValue {
  const { text } = word;
  const equals = text.indexOf('=');
  const nameEnd = equals === -1 ? word.end : word.start + equals;
  return {
    name: equals === -1 ? text : text.slice(0, equals),
    value: equals === -1 ? undefined : text.slice(equals + 1),
    legacy: false,
    range: sourceSpan(args, word),
    nameRange: sourceSpan(args, { start: word.start, end: nameEnd }),
    valueRange: equals === -1 ? undefined : sourceSpan(args, { start: nameEnd + 1, end: word.end }),
  };
}
