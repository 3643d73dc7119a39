import { BLANKS, isSpace, skipSpace } from './blanks';
import { sourceSpan } from './cooked-text';
import type { CookedText, EscapeToken, Range } from './syntax';

/** A word of an instruction's arguments, as written: quotes, escapes and variables unresolved. */
export interface Word {
  readonly text: string;
  /** In the cooked arguments. */
  readonly cooked: Range;
  /** In the file, continuations inside of it included. */
  readonly range: Range;
}

/** The words between blanks, quotes or not (`parseStringsWhitespaceDelimited`): COPY, ADD, FROM, EXPOSE, VOLUME. */
export function blankSeparatedWords(args: CookedText): Word[] {
  const words: Word[] = [];
  let start = 0;
  for (const text of args.text.split(BLANKS)) {
    const at = args.text.indexOf(text, start);
    start = at + text.length;
    const cooked = { start: at, end: start };
    if (text !== '') words.push({ text, cooked, range: sourceSpan(args, cooked) });
  }
  return words;
}

/** A word of ENV, LABEL or ARG, offsets into the text it was read from. */
export interface QuotedWord extends Range {
  /** As written, but for an escape at the very end of the text, which BuildKit drops. */
  readonly text: string;
}

/** The words of ENV, LABEL and ARG: quotes and escapes keep spaces together (`parseWords`). */
export function quotedWords(text: string, escape: EscapeToken): QuotedWord[] {
  const words: QuotedWord[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const word = quotedWord(text, at, escape);
    if (word.text !== '') words.push(word);
    at = skipSpace(text, word.end);
  }
  return words;
}

/** An escape does nothing inside of single quotes. */
function quotedWord(text: string, start: number, escape: EscapeToken): QuotedWord {
  let quote: string | undefined;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === undefined && isSpace(character)) return { text: text.slice(start, at), start, end: at };
    if (quote === undefined && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = undefined;
    else if (character === escape && quote !== "'") {
      at += 1;
      if (at === text.length) return { text: text.slice(start, -1), start, end: at };
    }
  }
  return { text: text.slice(start), start, end: text.length };
}
