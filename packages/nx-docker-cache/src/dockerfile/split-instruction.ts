import { BLANKS, skipSpace, trimSpaceEnd } from './blanks';
import { sliceCooked, sourceSpan } from './cooked-text';
import { readFlags, type FlagWord } from './flags';
import type { CookedText, EscapeToken, Flag, Range } from './syntax';

/** The three parts of every instruction. */
export interface SplitInstruction {
  /** As written. */
  readonly keyword: string;
  readonly keywordRange: Range;
  readonly flags: readonly Flag[];
  readonly args: CookedText;
}

/** The keyword as written: what stands in front of the first blank. */
export function keywordOf(original: string): string {
  const start = skipSpace(original, 0);
  return original.slice(start, trimSpaceEnd(original, start)).split(BLANKS, 1)[0] ?? '';
}

/** Tells keyword, flags and arguments apart (`splitCommand` of BuildKit's `parser/split_command.go`). */
export function splitInstruction(original: CookedText, escape: EscapeToken): SplitInstruction {
  const { text } = original;
  const start = skipSpace(text, 0);
  const end = trimSpaceEnd(text, start);
  const trimmed = sliceCooked(original, start, end);
  const blank = BLANKS.exec(trimmed.text);
  const keywordEnd = blank?.index ?? trimmed.text.length;
  const { flags, rest, damaged } = readFlags(trimmed.text, keywordEnd + (blank?.[0].length ?? 0), escape);
  return {
    keyword: trimmed.text.slice(0, keywordEnd),
    keywordRange: sourceSpan(trimmed, { start: 0, end: keywordEnd }),
    flags: flags.map((word) => flagOf(word, trimmed)),
    args: argumentsFrom(trimmed, rest, damaged),
  };
}

function flagOf({ text, start, end }: FlagWord, line: CookedText): Flag {
  const equals = text.indexOf('=');
  return {
    name: equals === -1 ? text.slice(2) : text.slice(2, equals),
    value: equals === -1 ? undefined : text.slice(equals + 1),
    range: sourceSpan(line, { start, end }),
  };
}

function argumentsFrom(line: CookedText, rest: number, damaged: number): CookedText {
  if (damaged === 0) return sliceCooked(line, skipSpace(line.text, rest));
  const args = sliceCooked(line, rest);
  return { text: '\uFFFD'.repeat(damaged) + args.text.slice(damaged), segments: args.segments };
}
