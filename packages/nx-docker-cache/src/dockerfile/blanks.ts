/**
 * BuildKit is written in Go, and Go and JavaScript disagree on what a blank is: `\s` holds U+FEFF and lacks U+0085.
 * These are Go's classes. None of them holds a character outside of the basic plane, so UTF-16 units are enough.
 */

/** `unicode.IsSpace`: what BuildKit trims, and what separates the words of ENV, ARG and the flags. */
export const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `reWhitespace` of BuildKit's parser: what separates the keyword, and the words of COPY, FROM and EXPOSE. */
export const BLANKS = /[\t\v\f\r ]+/;

export function isSpace(character: string): boolean {
  return character <= ' '
    ? character === ' ' || (character >= '\t' && character <= '\r')
    : character > '~' && SPACE.test(character);
}

/** The first offset from `from` on that is not a space, `to` if there is none. */
export function skipSpace(text: string, from: number, to: number = text.length): number {
  let at = from;
  while (at < to && isSpace(text.charAt(at))) at += 1;
  return at;
}

/** The end of the text without the spaces before `to`. */
export function trimSpaceEnd(text: string, from: number, to: number = text.length): number {
  let at = to;
  while (at > from && isSpace(text.charAt(at - 1))) at -= 1;
  return at;
}
