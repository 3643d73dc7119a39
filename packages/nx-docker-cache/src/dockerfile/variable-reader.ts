import type { LexerOptions, Variable } from './lex';
import { LexError, unsupportedModifier } from './lex-error';
import type { RuneScanner } from './rune-scanner';
import { checkOperator, replace, substitute } from './substitution';

const NAME = /[\p{L}\p{Nd}_]*/uy;
const DIGITS = /\p{Nd}+/uy;
/** `$@`, `$*` and so on: one character is the whole name. */
const SPECIAL_PARAMETER = /[@*#?\-$!0]/y;

/** How the operand of an operator is read. */
export interface Level {
  /** The character that ends it. */
  readonly stop: '}' | '/';
  readonly rawEscapes: boolean;
  /** The operand of `#`, `%` or `/`: an escape inside of quotes is doubled, since the pattern is read once more. */
  readonly pattern: boolean;
}

/**
 * How many characters variables may put into one word. No kernel starts a command with a longer variable, and forty lines
 * of `ENV b=$a$a` would make one that no memory holds: what goes beyond it counts as not known.
 */
const MOST_SUBSTITUTED = 131_072;

/** Reads `$name` and `${…}`, and keeps the names of the variables that the result lacks. */
export class VariableReader {
  #unknown = new Set<string>();
  #substituted = 0;

  constructor(
    readonly scanner: RuneScanner,
    readonly options: LexerOptions,
    /** Reads an operand past its stop character. */
    readonly operand: (level: Level) => string,
  ) {}

  get unknown(): ReadonlySet<string> {
    return this.#unknown;
  }

  /** What follows a dollar sign that has been read. */
  read(): string {
    if (this.scanner.peek() === '{') return this.#braced();
    const name = this.#name();
    return name === '' ? '$' : this.#valueOr(name, `$${name}`);
  }

  #name(): string {
    const { take } = this.scanner;
    return take(DIGITS) || take(SPECIAL_PARAMETER) || take(NAME);
  }

  /** What stands between the braces of `${…}`. */
  #braced(): string {
    this.scanner.next();
    const first = this.scanner.peek();
    if (first === '') throw new LexError("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new LexError('syntax error: bad substitution');
    const name = this.#name();
    const operator = this.scanner.next();
    switch (operator) {
      case '}':
        return this.#valueOr(name, `\${${name}}`);
      case ':':
        return this.#modified(name, this.scanner.next(), true);
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
    if (variable.kind === 'set')
      return this.#bounded(name, written, variable.value.length, () => variable.value);
    if (variable.kind === 'unset') return this.options.keepUnset === true ? written : '';
    this.#unknown.add(name);
    return written;
  }

  #lookup(name: string): Variable {
    return this.options.lookup?.(name) ?? { kind: 'unset' };
  }

  /** `${name-word}` and its kin. An unset variable that is to be kept hides even an operator that there is not. */
  #modified(name: string, operator: string, colon: boolean): string {
    const pattern = operator === '#' || operator === '%';
    if (pattern && colon) throw unsupportedModifier(`:${operator}`);
    const word = this.#apart(() => this.operand({ stop: '}', rawEscapes: pattern, pattern }));
    const written = `\${${name}${colon ? ':' : ''}${operator}${word.text}}`;
    const variable = this.#lookup(name);
    if (variable.kind === 'unset' && this.options.keepUnset === true) return written;
    checkOperator(operator, colon);
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return written;
    }
    const value = variable.kind === 'set' ? variable.value : undefined;
    const { text, usesWord } = substitute({ name, value, operator, colon, word: word.text });
    if (usesWord) for (const unknown of word.unknown) this.#unknown.add(unknown);
    return this.#bounded(name, written, text.length, () => text);
  }

  /** `${name/pattern/replacement}`, with two slashes for all matches. */
  #replaced(name: string): string {
    const all = this.scanner.peek() === '/';
    if (all) this.scanner.next();
    const pattern = this.operand({ stop: '/', rawEscapes: true, pattern: true });
    const replacement = this.operand({ stop: '}', rawEscapes: true, pattern: false });
    const written = `\${${name}/${pattern}/${replacement}}`;
    const variable = this.#lookup(name);
    if (variable.kind === 'unset' && this.options.keepUnset === true) return written;
    if (variable.kind === 'unknown') {
      this.#unknown.add(name);
      return written;
    }
    const value = variable.kind === 'set' ? variable.value : '';
    const most = value.length + (all ? (value.length + 1) * replacement.length : replacement.length);
    return this.#bounded(name, written, most, () => replace(value, pattern, replacement, all));
  }

  /** What a variable puts into the word, if that is not too much. */
  #bounded(name: string, written: string, length: number, make: () => string): string {
    if (this.#substituted + length > MOST_SUBSTITUTED) {
      this.#unknown.add(name);
      return written;
    }
    const text = make();
    this.#substituted += text.length;
    return text;
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
