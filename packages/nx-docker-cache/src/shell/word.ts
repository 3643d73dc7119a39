import type { CookedText, Range } from '../dockerfile/syntax';

/** A piece of a shell word, by what can be known of it before the shell runs. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `$NAME` or `${NAME}`. Outside of quotes the shell splits its value at blanks. */
  | { readonly kind: 'variable'; readonly name: string; readonly quoted: boolean }
  /** An unquoted `~` or `~user` at the start; the caller's own home when no user is named. */
  | { readonly kind: 'home'; readonly user: string | undefined }
  /** An unquoted `*`, `?` or `[…]`. */
  | { readonly kind: 'glob'; readonly text: string }
  /** A substitution, a brace expansion, `${x:-y}`: only the shell will tell. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A word of a command. Ranges are offsets into the file. */
export interface Word {
  /** As written, quotes included; in JSON form the value. */
  readonly text: string;
  readonly parts: readonly WordPart[];
  /** What the command receives, when that is certain without running anything. */
  readonly value: string | undefined;
  readonly range: Range;
  /**
   * What stands between the quotes of a word that is one quoted string, where it stands there character for character:
   * the script of a `bash -c "…"`.
   */
  readonly content: CookedText | undefined;
}

/** What the shell would put in place of a variable or a `~`: undefined when that is not known. */
export interface WordSurroundings {
  readonly variable: (name: string) => string | undefined;
  readonly home: (user: string | undefined) => string | undefined;
}

/** The value of a word made of plain text only. */
export function plainValue(parts: readonly WordPart[]): string | undefined {
  let value = '';
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    value += part.text;
  }
  return value;
}

/**
 * The value of a word in given surroundings, or undefined when a part of it is not known. Globs stay as they are
 * written: the caller judges what they may match.
 */
export function resolveWord(word: Word, surroundings: WordSurroundings): string | undefined {
  if (word.value !== undefined) return word.value;
  let value = '';
  for (const part of word.parts) {
    const text = resolvePart(part, surroundings);
    if (text === undefined) return undefined;
    value += text;
  }
  return value;
}

function resolvePart(part: WordPart, { variable, home }: WordSurroundings): string | undefined {
  switch (part.kind) {
    case 'text':
    case 'glob':
      return part.text;
    case 'home':
      return home(part.user);
    case 'variable': {
      const value = variable(part.name);
      return value !== undefined && !part.quoted && /[\s*?[]/.test(value) ? undefined : value;
    }
    case 'unknown':
      return undefined;
  }
}
