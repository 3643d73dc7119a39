import type { LexedText, LexerOptions } from './lex';
import { LexError } from './lex-error';
import { RuneScanner } from './rune-scanner';
import type { EscapeToken } from './syntax';
import { VariableReader, type Level } from './variable-reader';
import { WordCollector } from './word-collector';

/** `${a:-${b:-…}}` may go as deep: a bound keeps a hostile file from exhausting the stack. */
const MAX_NESTING = 500;

/** Characters that mean themselves wherever they stand. */
const PLAIN = /[^$<'"\\`}/]+/y;
const HEREDOC_BLANKS = /[\t\r ]*/y;

interface Piece {
  readonly text: string;
  /** Whether spaces in it separate words. */
  readonly splits: boolean;
}

const MISSING = {
  '}': "syntax error: missing '}'",
  '/': "syntax error: missing '/' in ${}",
} as const satisfies Record<Level['stop'], string>;

/** One run over one text, with BuildKit's quirks (`shellWord` of its `shell/lex.go`). Throws LexError. */
export class ShellLexer {
  readonly #scanner: RuneScanner;
  readonly #words = new WordCollector();
  readonly #variables: VariableReader;
  readonly #options: LexerOptions;
  readonly #escape: EscapeToken;
  #rawEscapes: boolean;
  #depth = 0;

  constructor(text: string, options: LexerOptions) {
    this.#scanner = new RuneScanner(text);
    this.#variables = new VariableReader(this.#scanner, options, (level) => this.#operand(level));
    this.#options = options;
    this.#escape = options.escape ?? '\\';
    this.#rawEscapes = options.rawEscapes ?? false;
  }

  run(): LexedText {
    const pieces: string[] = [];
    while (!this.#scanner.atEnd) {
      const { text, splits } = this.#piece(false);
      pieces.push(text);
      if (splits) this.#words.add(text);
      else this.#words.addRaw(text);
    }
    this.#words.end();
    return {
      kind: 'lexed',
      text: pieces.join(''),
      words: this.#words.words,
      unknown: this.#variables.unknown,
    };
  }

  /** The text of a level below the first, past its stop character (`processStopOn`). */
  #operand({ stop, rawEscapes, pattern }: Level): string {
    this.#words.forget();
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw new LexError('substitutions are nested too deeply');
    const pieces: string[] = [];
    try {
      while (this.#scanner.peek() !== stop) pieces.push(this.#piece(pattern).text);
    } catch (error) {
      if (error instanceof LexError && this.#scanner.atEnd) throw new LexError(MISSING[stop]);
      throw error;
    }
    this.#scanner.next();
    this.#depth -= 1;
    this.#rawEscapes = outer;
    return pieces.join('');
  }

  /** The next thing that means one: a variable, a quoted text, an escaped character, plain text. */
  #piece(pattern: boolean): Piece {
    const plain = this.#scanner.take(PLAIN);
    if (plain !== '') return { text: plain, splits: true };
    const character = this.#scanner.next();
    switch (character) {
      case '':
        throw new LexError('unexpected end of statement');
      case '$':
        return { text: this.#variables.read(), splits: true };
      case '<':
        return { text: this.#possibleHeredoc(), splits: false };
      case "'":
      case '"':
        if (this.#options.ignoreQuotes === true) return { text: character, splits: true };
        return {
          text: character === "'" ? this.#singleQuoted(pattern) : this.#doubleQuoted(pattern),
          splits: false,
        };
      case this.#escape:
        return { text: (this.#rawEscapes ? character : '') + this.#scanner.next(), splits: false };
      default:
        return { text: character, splits: true };
    }
  }

  /** In single quotes nothing can be escaped. */
  #singleQuoted(pattern: boolean): string {
    const pieces: string[] = [];
    for (let character = this.#scanner.next(); character !== "'"; character = this.#scanner.next()) {
      if (character === '')
        throw new LexError('unexpected end of statement while looking for matching single-quote');
      pieces.push(pattern && character === this.#escape ? character + character : character);
    }
    return this.#quoted("'", pieces.join(''));
  }

  #doubleQuoted(pattern: boolean): string {
    const pieces: string[] = [];
    for (let character = this.#scanner.next(); character !== '"'; character = this.#scanner.next()) {
      if (character === '')
        throw new LexError('unexpected end of statement while looking for matching double-quote');
      if (character === '$') pieces.push(this.#variables.read());
      else pieces.push(character === this.#escape ? this.#escapedInDoubleQuotes(pattern) : character);
    }
    return this.#quoted('"', pieces.join(''));
  }

  /** In double quotes an escape takes the meaning from `"`, `$` and itself; in front of all else it is a character. */
  #escapedInDoubleQuotes(pattern: boolean): string {
    const escape = this.#escape;
    const escaped = this.#scanner.peek();
    if (escaped === '') return '';
    if (escaped === '"' || escaped === '$' || escaped === escape) {
      this.#scanner.next();
      return (this.#rawEscapes ? escape : '') + escaped;
    }
    return this.#rawEscapes && (this.#options.rawQuotes !== true || pattern) ? escape + escape : escape;
  }

  #quoted(quote: string, text: string): string {
    return this.#options.rawQuotes === true ? quote + text + quote : text;
  }

  /** `<<` and the blanks behind it stay together, so that `<< EOF` is one word. */
  #possibleHeredoc(): string {
    if (this.#scanner.peek() !== '<') return '<';
    this.#scanner.next();
    return `<<${this.#scanner.take(HEREDOC_BLANKS)}`;
  }
}
