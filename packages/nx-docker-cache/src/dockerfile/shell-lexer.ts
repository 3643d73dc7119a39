import { removePrefix, removeSuffix, replaceMatches, type PatternResult } from './pattern';
import { RuneScanner } from './rune-scanner';
import { WordCollector } from './word-collector';
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

/** `unknown` names the variables whose value the result would need; they stand in it as they are written. */
export type Lexed =
  | {
      readonly kind: 'lexed';
      readonly text: string;
      readonly words: readonly string[];
      readonly unknown: ReadonlySet<string>;
    }
  | { readonly kind: 'invalid'; readonly message: string };

/** Substitutes variables, resolves quotes and escapes, splits into words (`shell/lex.go` of BuildKit). */
export function lex(text: string, options: LexerOptions = {}): Lexed {
  try {
    return new ShellLexer(text, options).run();
  } catch (error) {
    if (error instanceof LexError) return { kind: 'invalid', message: error.message };
    throw error;
  }
}

/** Leaves the recursion of the lexer; `lex` turns it into a value. */
class LexError extends Error {}

/** `${a:-${b:-…}}` may go as deep: a bound keeps a hostile file from exhausting the stack. */
const MAX_NESTING = 500;

const NAME_CHARACTER = /^[\p{L}\p{Nd}_]$/u;
const DIGIT = /^\p{Nd}$/u;
/** `$@`, `$*` and so on: one character is the whole name. */
const SPECIAL_PARAMETERS = '@*#?-$!0';

/** How one level of the text is read. */
interface Level {
  /** The character that ends it; empty for the end of the text. */
  readonly stop: string;
  readonly rawEscapes: boolean;
  /** The operand of `#`, `%` or `/`: an escape inside of quotes is doubled, since the pattern is read once more. */
  readonly pattern: boolean;
}

class ShellLexer {
  readonly #scanner: RuneScanner;
  readonly #words = new WordCollector();
  readonly #options: LexerOptions;
  readonly #escape: EscapeToken;
  #rawEscapes: boolean;
  #unknown = new Set<string>();
  #depth = 0;

  constructor(text: string, options: LexerOptions) {
    this.#scanner = new RuneScanner(text);
    this.#options = options;
    this.#escape = options.escape ?? '\\';
    this.#rawEscapes = options.rawEscapes ?? false;
  }

  run(): Lexed {
    const pieces: string[] = [];
    for (let piece = this.#piece(false); piece !== undefined; piece = this.#piece(false)) {
      pieces.push(piece.text);
      if (piece.splits) for (const character of piece.text) this.#words.add(character);
      else this.#words.addRaw(piece.text);
    }
    this.#words.end();
    return { kind: 'lexed', text: pieces.join(''), words: this.#words.words, unknown: this.#unknown };
  }

  /** The text of a level below the first, past its stop character (`processStopOn`). */
  #operand({ stop, rawEscapes, pattern }: Level): string {
    this.#words.forget();
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw new LexError('substitutions are nested too deeply');
    const pieces: string[] = [];
    while (this.#scanner.peek() !== stop) {
      const piece = this.#piece(pattern);
      if (piece === undefined)
        throw new LexError(MISSING[stop] ?? `unexpected end of statement while looking for matching ${stop}`);
      pieces.push(piece.text);
    }
    this.#scanner.next();
    this.#depth -= 1;
    this.#rawEscapes = outer;
    return pieces.join('');
  }

  /** The next thing that means one: a variable, a quoted text, an escaped or a plain character. */
  #piece(pattern: boolean): Piece | undefined {
    const character = this.#scanner.peek();
    switch (character) {
      case '':
        return undefined;
      case '$':
        return { text: this.#variable(), splits: true };
      case '<':
        return { text: this.#possibleHeredoc(), splits: false };
      case "'":
        if (this.#options.ignoreQuotes !== true) return { text: this.#singleQuoted(pattern), splits: false };
        break;
      case '"':
        if (this.#options.ignoreQuotes !== true) return { text: this.#doubleQuoted(pattern), splits: false };
    }
    this.#scanner.next();
    if (character !== this.#escape) return { text: character, splits: true };
    return { text: (this.#rawEscapes ? character : '') + this.#scanner.next(), splits: false };
  }

  #singleQuoted(pattern: boolean): string {
    const quote = this.#scanner.next();
    const pieces: string[] = [];
    while (this.#scanner.peek() !== quote) {
      const character = this.#scanner.next();
      if (character === '')
        throw new LexError('unexpected end of statement while looking for matching single-quote');
      pieces.push(pattern && character === this.#escape ? character + character : character);
    }
    this.#scanner.next();
    return this.#quoted(quote, pieces.join(''));
  }

  #doubleQuoted(pattern: boolean): string {
    const quote = this.#scanner.next();
    const pieces: string[] = [];
    while (this.#scanner.peek() !== quote) {
      if (this.#scanner.peek() === '')
        throw new LexError('unexpected end of statement while looking for matching double-quote');
      pieces.push(this.#scanner.peek() === '$' ? this.#variable() : this.#doubleQuotedCharacter(pattern));
    }
    this.#scanner.next();
    return this.#quoted(quote, pieces.join(''));
  }

  /** In double quotes an escape takes the meaning from `"`, `$` and itself; in front of all else it is a character. */
  #doubleQuotedCharacter(pattern: boolean): string {
    const character = this.#scanner.next();
    if (character !== this.#escape) return character;
    const escaped = this.#scanner.peek();
    if (escaped === '') return '';
    if (escaped === '"' || escaped === '$' || escaped === this.#escape) {
      this.#scanner.next();
      return (this.#rawEscapes ? character : '') + escaped;
    }
    const doubled = this.#rawEscapes && (this.#options.rawQuotes !== true || pattern);
    return doubled ? character + character : character;
  }

  #quoted(quote: string, text: string): string {
    return this.#options.rawQuotes === true ? quote + text + quote : text;
  }

  /** `<<` and the blanks behind it stay together, so that `<< EOF` is one word. */
  #possibleHeredoc(): string {
    this.#scanner.next();
    if (this.#scanner.peek() !== '<') return '<';
    this.#scanner.next();
    const pieces = ['<<'];
    while (['\t', '\r', ' '].includes(this.#scanner.peek())) pieces.push(this.#scanner.next());
    return pieces.join('');
  }

  #variable(): string {
    this.#scanner.next();
    if (this.#scanner.peek() === '{') return this.#braced();
    const name = this.#name();
    return name === '' ? '$' : this.#valueOr(name, `$${name}`);
  }

  #name(): string {
    const first = this.#scanner.peek();
    if (DIGIT.test(first)) return this.#run(DIGIT);
    if (first !== '' && SPECIAL_PARAMETERS.includes(first)) return this.#scanner.next();
    return this.#run(NAME_CHARACTER);
  }

  #run(accepted: RegExp): string {
    const pieces: string[] = [];
    while (accepted.test(this.#scanner.peek())) pieces.push(this.#scanner.next());
    return pieces.join('');
  }

  /** What stands between the braces of `${…}`. */
  #braced(): string {
    this.#scanner.next();
    const first = this.#scanner.peek();
    if (first === '') throw new LexError("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new LexError('syntax error: bad substitution');
    const name = this.#name();
    const operator = this.#scanner.next();
    switch (operator) {
      case '}':
        return this.#valueOr(name, `\${${name}}`);
      case ':':
        return this.#modified(name, this.#scanner.next(), ':');
      case '+':
      case '-':
      case '?':
      case '#':
      case '%':
        return this.#modified(name, operator, '');
      case '/':
        return this.#replaced(name);
      default:
        throw unsupported(operator);
    }
  }

  #valueOr(name: string, written: string): string {
    const variable = this.#lookup(name);
    if (variable.kind === 'set') return variable.value;
    if (variable.kind === 'unset') return this.#options.keepUnset === true ? written : '';
    this.#unknown.add(name);
    return written;
  }

  #lookup(name: string): Variable {
    return this.#options.lookup?.(name) ?? { kind: 'unset' };
  }

  /** `${name-word}` and its kin; with a colon an empty variable counts as unset. */
  #modified(name: string, operator: string, colon: '' | ':'): string {
    const pattern = operator === '#' || operator === '%';
    const modifier = colon + (operator === '' ? '\uFFFD' : operator);
    if (pattern && colon === ':') throw unsupported(modifier);
    const word = this.#apart(() => this.#operand({ stop: '}', rawEscapes: pattern, pattern }));
    const variable = this.#lookup(name);
    if (variable.kind === 'unset' && this.#options.keepUnset === true)
      return `\${${name}${modifier}${word.text}}`;
    const modify = MODIFIERS.get(operator);
    if (modify === undefined) throw unsupported(modifier);
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return '';
    }
    const value =
      variable.kind === 'set' && !(colon === ':' && variable.value === '') ? variable.value : undefined;
    const { text, usesWord } = modify({ name, value, word: word.text, set: variable.kind === 'set' });
    if (usesWord) for (const unknown of word.unknown) this.#unknown.add(unknown);
    return text;
  }

  /** `${name/pattern/replacement}`, with two slashes for all matches. */
  #replaced(name: string): string {
    const all = this.#scanner.peek() === '/';
    if (all) this.#scanner.next();
    const pattern = this.#operand({ stop: '/', rawEscapes: true, pattern: true });
    const replacement = this.#operand({ stop: '}', rawEscapes: true, pattern: false });
    const variable = this.#lookup(name);
    const written = `\${${name}/${pattern}/${replacement}}`;
    if (variable.kind === 'unset' && this.#options.keepUnset === true) return written;
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return written;
    }
    const value = variable.kind === 'set' ? variable.value : '';
    return patternValue(pattern, replaceMatches(value, pattern, replacement, all));
  }

  /** Reads something whose unknown variables may not matter in the end. */
  #apart(read: () => string): { readonly text: string; readonly unknown: ReadonlySet<string> } {
    const outer = this.#unknown;
    const unknown = new Set<string>();
    this.#unknown = unknown;
    const text = read();
    this.#unknown = outer;
    return { text, unknown };
  }
}

interface Piece {
  readonly text: string;
  /** Whether spaces in it separate words. */
  readonly splits: boolean;
}

const MISSING: Readonly<Record<string, string | undefined>> = {
  '}': "syntax error: missing '}'",
  '/': "syntax error: missing '/' in ${}",
};

function unsupported(modifier: string): LexError {
  return new LexError(`unsupported modifier (${modifier === '' ? '\uFFFD' : modifier}) in substitution`);
}

function patternValue(pattern: string, result: PatternResult): string {
  if (result.kind === 'invalid')
    throw new LexError(`invalid pattern (${pattern}) in substitution: ${result.message}`);
  return result.value;
}

interface Modification {
  readonly name: string;
  /** Undefined when the variable counts as unset. */
  readonly value: string | undefined;
  readonly set: boolean;
  readonly word: string;
}

type Modifier = (modification: Modification) => { readonly text: string; readonly usesWord: boolean };

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map<string, Modifier>([
  ['-', ({ value, word }) => ({ text: value ?? word, usesWord: value === undefined })],
  ['+', ({ value, word }) => ({ text: value === undefined ? '' : word, usesWord: value !== undefined })],
  [
    '?',
    ({ name, value, set, word }) => {
      if (value !== undefined) return { text: value, usesWord: false };
      throw new LexError(
        `${name}: ${word === '' ? `is not allowed to be ${set ? 'empty' : 'unset'}` : word}`,
      );
    },
  ],
  ['#', ({ value = '', word }) => ({ text: trimmed(value, word, '#', removePrefix), usesWord: true })],
  ['%', ({ value = '', word }) => ({ text: trimmed(value, word, '%', removeSuffix), usesWord: true })],
]);

/** A doubled operator takes the longest match. */
function trimmed(value: string, word: string, operator: string, remove: typeof removePrefix): string {
  const greedy = word.startsWith(operator);
  const pattern = greedy ? word.slice(1) : word;
  return patternValue(pattern, remove(value, pattern, greedy));
}
