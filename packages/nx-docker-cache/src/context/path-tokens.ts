/** A part of a path pattern as Go's `filepath.Match` reads it. */
export type PathToken =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly character: string; readonly escaped: boolean }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly CharacterRange[] };

/** Both ends belong to it. */
export interface CharacterRange {
  readonly low: string;
  readonly high: string;
}

/** Undefined for a pattern that Go refuses (`ErrBadPattern`): an open bracket, an escape at the end. */
export function readPathTokens(pattern: string): readonly PathToken[] | undefined {
  const characters = Array.from(pattern);
  const tokens: PathToken[] = [];
  let at = 0;
  while (at < characters.length) {
    const read = readToken(characters, at);
    if (read === undefined) return undefined;
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

interface TokenRead {
  readonly token: PathToken;
  readonly end: number;
}

function readToken(characters: readonly string[], at: number): TokenRead | undefined {
  const character = characters[at] ?? '';
  if (character === '*') return { token: { kind: 'star' }, end: at + 1 };
  if (character === '?') return { token: { kind: 'any' }, end: at + 1 };
  if (character === '[') return readClass(characters, at + 1);
  if (character !== '\\') return { token: { kind: 'character', character, escaped: false }, end: at + 1 };
  const escaped = characters[at + 1];
  if (escaped === undefined) return undefined;
  return { token: { kind: 'character', character: escaped, escaped: true }, end: at + 2 };
}

function readClass(characters: readonly string[], start: number): TokenRead | undefined {
  const negated = characters[start] === '^';
  const ranges: CharacterRange[] = [];
  let at = negated ? start + 1 : start;
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = readBound(characters, at);
    if (low === undefined) return undefined;
    at = low.end;
    const high = characters[at] === '-' ? readBound(characters, at + 1) : low;
    if (high === undefined) return undefined;
    at = high.end;
    ranges.push({ low: low.character, high: high.character });
  }
  return { token: { kind: 'class', negated, ranges }, end: at + 1 };
}

/** One end of a range (`getEsc`): a dash or a bracket must be escaped, and something must follow. */
function readBound(
  characters: readonly string[],
  at: number,
): { readonly character: string; readonly end: number } | undefined {
  const escaped = characters[at] === '\\';
  const place = escaped ? at + 1 : at;
  const character = characters[place];
  if (character === undefined || place + 1 >= characters.length) return undefined;
  if (!escaped && (character === '-' || character === ']')) return undefined;
  return { character, end: place + 1 };
}
