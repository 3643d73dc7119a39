import { lex, type LexedText, type LexFailure, type VariableLookup } from './lex';
import type { EscapeToken } from './syntax';

export type { Variable, VariableLookup } from './lex';

/**
 * A word after variable expansion: its value, or the variables that keep it from being known, or why BuildKit refuses
 * it (`${x:?message}`, a missing brace or quote).
 */
export type Expansion =
  | { readonly kind: 'known'; readonly value: string }
  /** `partial`: all that is known, with the unknown variables as they are written (`/opt/venv/bin:$PATH`). */
  | { readonly kind: 'unknown'; readonly variables: readonly string[]; readonly partial: string }
  | { readonly kind: 'invalid'; readonly message: string };

/** What is known of a word: its value, or all of it that is not a variable's. Undefined for one that BuildKit refuses. */
export function knownText(value: Expansion): string | undefined {
  if (value.kind === 'invalid') return undefined;
  return value.kind === 'known' ? value.value : value.partial;
}

/** As `Expansion`, split into words after the substitution. */
export type WordsExpansion =
  | { readonly kind: 'known'; readonly words: readonly string[] }
  | { readonly kind: 'unknown'; readonly variables: readonly string[] }
  | { readonly kind: 'invalid'; readonly message: string };

/** One word: variables substituted, quotes and escapes resolved (`Lex.ProcessWord` of BuildKit's shell package). */
export function expandWord(word: string, lookup: VariableLookup, escape: EscapeToken = '\\'): Expansion {
  return toExpansion(lex(word, { lookup, escape }));
}

/** The body of a heredoc: variables substituted, quotes left alone, and `\\` the escape whatever the file says. */
export function expandHeredoc(content: string, lookup: VariableLookup): Expansion {
  return toExpansion(lex(content, { lookup, ignoreQuotes: true }));
}

/** As `expandWord`, split at blanks outside of quotes (`Lex.ProcessWords`): what BuildKit does with EXPOSE. */
export function expandWords(
  word: string,
  lookup: VariableLookup,
  escape: EscapeToken = '\\',
): WordsExpansion {
  const lexed = lex(word, { lookup, escape });
  if (lexed.kind === 'invalid') return lexed;
  if (lexed.unknown.size > 0) return { kind: 'unknown', variables: [...lexed.unknown] };
  return { kind: 'known', words: lexed.words };
}

function toExpansion(lexed: LexedText | LexFailure): Expansion {
  if (lexed.kind === 'invalid') return lexed;
  const { text, unknown } = lexed;
  return unknown.size > 0
    ? { kind: 'unknown', variables: [...unknown], partial: text }
    : { kind: 'known', value: text };
}
