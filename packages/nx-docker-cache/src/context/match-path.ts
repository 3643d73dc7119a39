import { readPathTokens, type CharacterRange, type PathToken } from './path-tokens';

/**
 * Whether a whole path matches a pattern, as Go's `filepath.Match` has it: `*` and `?` stop at slashes. A pattern that
 * Go refuses matches nothing.
 */
export function matchPath(pattern: string, path: string): boolean {
  const tokens = readPathTokens(pattern);
  return tokens !== undefined && matchFrom(tokens, Array.from(path));
}

/** True for a pattern that stands for more than one name. An escape takes the meaning from the next character. */
export function hasWildcard(pattern: string): boolean {
  // Most paths have none of the signs: they need no look at the escapes.
  return /[*?[]/.test(pattern) && /^(?:[^\\*?[]|\\.)*[*?[]/su.test(pattern);
}

/** The name that a pattern without wildcards stands for. */
export function unescaped(pattern: string): string {
  return pattern.includes('\\') ? pattern.replace(/\\(.)/gsu, '$1') : pattern;
}

/** Goes back to the last star only: what an earlier one took cannot help a later one. */
function matchFrom(tokens: readonly PathToken[], characters: readonly string[]): boolean {
  let [token, character] = [0, 0];
  let retry: { readonly token: number; character: number } | undefined;
  while (character < characters.length || token < tokens.length) {
    const now = tokens[token];
    if (now?.kind === 'star') {
      token += 1;
      retry = { token, character };
    } else if (now !== undefined && matchesOne(now, characters[character])) {
      token += 1;
      character += 1;
    } else {
      if (retry === undefined || retry.character >= characters.length) return false;
      if (characters[retry.character] === '/') return false;
      retry.character += 1;
      ({ token, character } = retry);
    }
  }
  return true;
}

function matchesOne(token: PathToken, character: string | undefined): boolean {
  if (character === undefined) return false;
  switch (token.kind) {
    case 'star':
      return false;
    case 'any':
      return character !== '/';
    case 'character':
      return token.character === character;
    case 'class':
      return token.ranges.some((range) => isWithin(range, character)) !== token.negated;
  }
}

function isWithin({ low, high }: CharacterRange, character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return (low.codePointAt(0) ?? 0) <= point && point <= (high.codePointAt(0) ?? 0);
}
