import { LexError } from './lex-error';
import { ShellLexer } from './shell-lexer';
import type { EscapeToken } from './syntax';

/** What is known of a variable at one place. `unknown`: only the build will tell. */
export type Variable =
  | { readonly kind: 'set'; readonly value: string }
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown' };

export type VariableLookup = (name: string) => Variable;

export interface LexerOptions {
  readonly escape?: EscapeToken;
  /** Without it all variables are unset. */
  readonly lookup?: VariableLookup;
  /** Quotes stay in the result. */
  readonly rawQuotes?: boolean;
  /** Escape characters stay in the result. */
  readonly rawEscapes?: boolean;
  /** Quotes are characters like any other: the body of a heredoc. */
  readonly ignoreQuotes?: boolean;
  /** Variables that are not set stay as they are written, instead of vanishing. */
  readonly keepUnset?: boolean;
}

/** A text after lexing, whole and split into words. */
export interface LexedText {
  readonly kind: 'lexed';
  readonly text: string;
  readonly words: readonly string[];
  /** The variables whose value the result would need; they stand in it as they are written. */
  readonly unknown: ReadonlySet<string>;
}

/** What BuildKit refuses, with its message. */
export interface LexFailure {
  readonly kind: 'invalid';
  readonly message: string;
}

/** Most words mean themselves and need no lexer. */
const ONE_PLAIN_WORD = /^[\w./:=,+@%-]+$/;
const NO_VARIABLES: ReadonlySet<string> = new Set();

/** Substitutes variables, resolves quotes and escapes, splits into words (`shell/lex.go` of BuildKit). */
export function lex(text: string, options: LexerOptions = {}): LexedText | LexFailure {
  if (ONE_PLAIN_WORD.test(text)) return { kind: 'lexed', text, words: [text], unknown: NO_VARIABLES };
  try {
    return new ShellLexer(text, options).run();
  } catch (error) {
    if (error instanceof LexError) return { kind: 'invalid', message: error.message };
    throw error;
  }
}
