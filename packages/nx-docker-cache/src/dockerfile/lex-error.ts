/** Leaves the recursion of the lexer; `lex` turns it into a value. */
export class LexError extends Error {}

/** `${x^y}`; the end of the text in the place of an operator shows as U+FFFD, as in Go. */
export function unsupportedModifier(modifier: string): LexError {
  return new LexError(`unsupported modifier (${modifier}) in substitution`);
}
