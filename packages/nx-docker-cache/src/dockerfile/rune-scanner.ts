/** Reads a text character by character (code points). At the end it gives empty strings. */
export class RuneScanner {
  #at = 0;

  /** Go's `text/scanner` passes over a byte-order mark in front. */
  constructor(readonly text: string) {
    if (text.startsWith('\uFEFF')) this.#at = 1;
  }

  get atEnd(): boolean {
    return this.#at >= this.text.length;
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

  /** What a sticky expression matches here; the empty string when it does not. */
  readonly take = (sticky: RegExp): string => {
    sticky.lastIndex = this.#at;
    const taken = sticky.exec(this.text)?.[0] ?? '';
    this.#at += taken.length;
    return taken;
  };
}
