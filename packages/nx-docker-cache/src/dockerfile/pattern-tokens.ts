import { RuneScanner } from './rune-scanner';

/** A part of a shell pattern. */
export type PatternToken =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly character: string };

/** A pattern that BuildKit refuses. */
export interface InvalidPattern {
  readonly kind: 'invalid';
  readonly message: string;
}

/** `*`, `?` and characters; brackets mean themselves (`convertShellPatternToRegex`). */
export function readPattern(pattern: string): PatternToken[] | InvalidPattern {
  const scanner = new RuneScanner(pattern);
  const tokens: PatternToken[] = [];
  while (!scanner.atEnd) {
    let character = scanner.next();
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
      continue;
    }
    if (character === '?') {
      tokens.push({ kind: 'any' });
      continue;
    }
    if (character === '\\') {
      if (scanner.peek() === '}' || scanner.peek() === '/') continue;
      character = scanner.next();
      if (character !== '*' && character !== '?' && character !== '\\') {
        return { kind: 'invalid', message: `invalid escape '\\${character}'` };
      }
    }
    tokens.push({ kind: 'character', character });
  }
  return tokens;
}

/** Backwards, with escapes still in front of what they escape. */
export function reversePattern(pattern: string): string {
  const reversed: string[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const escaped = character === '\\' ? characters[at + 1] : undefined;
    reversed.push(character + (escaped ?? ''));
    if (escaped !== undefined) at += 1;
  }
  return reversed.reverse().join('');
}
