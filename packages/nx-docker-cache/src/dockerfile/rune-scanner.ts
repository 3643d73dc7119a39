/** Reads a text character by character (code points). At the end both methods give the empty string. */
export class RuneScanner {
  #at = 0;

  /** Go's `text/scanner` passes over a byte-order mark in front. */
  constructor(readonly text: string) {
    if (text.startsWith('\uFEFF')) this.#at = 1;
  }

  peek(): string {
    const code = this.text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const character = this.peek();
    this.#at += character.length;
    return character;
  }

  get atEnd(): boolean {
    return this.#at >= this.text.length;
  }
}
