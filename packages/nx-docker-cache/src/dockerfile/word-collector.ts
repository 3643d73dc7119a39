import { SPACE } from './blanks';

/** Collects characters into words (`wordsStruct` of BuildKit's lexer). */
export class WordCollector {
  readonly words: string[] = [];
  #word = '';

  /** Text in which spaces separate words. */
  add(text: string): void {
    const [first = '', ...others] = text.split(SPACE);
    this.#word += first;
    for (const word of others) {
      this.end();
      this.#word += word;
    }
  }

  /** Text in which spaces mean nothing. */
  addRaw(text: string): void {
    this.#word += text;
  }

  end(): void {
    if (this.#word !== '') this.words.push(this.#word);
    this.#word = '';
  }

  /**
   * Forgets the word at hand. All levels of BuildKit's lexer share one buffer, which it empties when it goes into the
   * braces of `${x:-y}`: split into words, `a${x:-y}` is `y`.
   */
  forget(): void {
    this.#word = '';
  }
}
