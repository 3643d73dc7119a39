import type { LexedText, LexerOptions, Variable } from './lex';
import { LexError, unsupportedModifier } from './lex-error';
import { RuneScanner } from './rune-scanner';
import { checkOperator, replace, substitute } from './substitution';
import type { EscapeToken } from './syntax';
import { WordCollector } from './word-collector';

/** `${a:-${b:-…}}` may go as deep: a bound keeps a hostile file from exhausting the stack. */
const MAX_NESTING = 500;

/** Characters that mean themselves wherever they stand. */
const PLAIN = /[^$<'"\\`}/]+/y;
const NAME = /[\p{L}\p{Nd}_]*/uy;
const DIGITS = /\p{Nd}+/uy;
/** `$@`, `$*` and so on: one character is the whole name. */
const SPECIAL_PARAMETER = /[@*#?\-$!0]/y;
const HEREDOC_BLANKS = /[\t\r ]*/y;

/** How one level of the text is read. */
interface Level {
  /** The character that ends it. */
  readonly stop: '}' | '/';
  readonly rawEscapes: boolean;
  /** The operand of `#`, `%` or `/`: an escape inside of quotes is doubled, since the pattern is read once more. */
  readonly pattern: boolean;
}

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

  run(): LexedText {
    const pieces: string[] = [];
    while (!this.#scanner.atEnd) {
      const { text, splits } = this.#piece(false);
      pieces.push(text);
      if (splits) this.#words.add(text);
      else this.#words.addRaw(text);
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
        return { text: this.#variable(), splits: true };
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
      if (character === '$') pieces.push(this.#variable());
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

  #variable(): string {
    if (this.#scanner.peek() === '{') return this.#braced();
    const name = this.#name();
    return name === '' ? '$' : this.#valueOr(name, `$${name}`);
  }

  #name(): string {
    const { take } = this.#scanner;
    return take(DIGITS) || take(SPECIAL_PARAMETER) || take(NAME);
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
        return this.#modified(name, this.#scanner.next(), true);
      case '+':
      case '-':
      case '?':
      case '#':
      case '%':
        return this.#modified(name, operator, false);
      case '/':
        return this.#replaced(name);
      default:
        throw unsupportedModifier(operator === '' ? '\uFFFD' : operator);
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

  /** `${name-word}` and its kin. An unset variable that is to be kept hides even an operator that there is not. */
  #modified(name: string, operator: string, colon: boolean): string {
    const pattern = operator === '#' || operator === '%';
    if (pattern && colon) throw unsupportedModifier(`:${operator}`);
    const word = this.#apart(() => this.#operand({ stop: '}', rawEscapes: pattern, pattern }));
    const written = `\${${name}${colon ? ':' : ''}${operator}${word.text}}`;
    const variable = this.#lookup(name);
    if (variable.kind === 'unset' && this.#options.keepUnset === true) return written;
    checkOperator(operator, colon);
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return written;
    }
    const value = variable.kind === 'set' ? variable.value : undefined;
    const { text, usesWord } = substitute({ name, value, operator, colon, word: word.text });
    if (usesWord) for (const unknown of word.unknown) this.#unknown.add(unknown);
    return text;
  }

  /** `${name/pattern/replacement}`, with two slashes for all matches. */
  #replaced(name: string): string {
    const all = this.#scanner.peek() === '/';
    if (all) this.#scanner.next();
    const pattern = this.#operand({ stop: '/', rawEscapes: true, pattern: true });
    const replacement = this.#operand({ stop: '}', rawEscapes: true, pattern: false });
    const written = `\${${name}/${pattern}/${replacement}}`;
    const variable = this.#lookup(name);
    if (variable.kind === 'unset' && this.#options.keepUnset === true) return written;
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return written;
    }
    return replace(variable.kind === 'set' ? variable.value : '', pattern, replacement, all);
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
