import { skipSpace, trimSpaceEnd } from '../dockerfile/blanks';
import { cleanPath } from './clean-path';
import { partsMatcher, type PatternPart } from './match-parts';
import { readPathTokens, type CharacterRange, type PathToken } from './path-tokens';

/**
 * One pattern of an ignore file, of `--exclude` or of `COPY --parents`, as moby/patternmatcher reads it: `**` stands
 * for any number of folders.
 */
export interface PathRule {
  /** Cleaned, without the `!`. */
  readonly pattern: string;
  /** It begins with `!`: what it matches comes back. */
  readonly isException: boolean;
  readonly matches: (path: string) => boolean;
}

/** Why the engine refuses a list of patterns: no build with it succeeds. */
export interface RuleProblem {
  readonly problem: string;
}

/** Undefined for a blank pattern (`patternmatcher.New`). */
export function readPathRule(written: string): PathRule | RuleProblem | undefined {
  const start = skipSpace(written, 0);
  const trimmed = written.slice(start, trimSpaceEnd(written, start));
  if (trimmed === '') return undefined;
  const cleaned = cleanPath(trimmed);
  const isException = cleaned.startsWith('!');
  if (cleaned === '!') return { problem: 'illegal exclusion pattern: "!"' };
  const pattern = isException ? cleaned.slice(1) : cleaned;
  const tokens = readPathTokens(pattern);
  if (tokens === undefined) return { problem: `syntax error in pattern: ${pattern}` };
  return { pattern, isException, matches: matcherOf(pattern, tokens, isException) };
}

/** The first piece of a pattern that is more than a name ends what is known of it (`a/b/*.c` → `a/b`). */
export function literalFolder(pattern: string): string {
  const parts = pattern.split('/');
  const end = parts.findIndex((part) => /[*?[\\^\]]/.test(part));
  return (end === -1 ? parts : parts.slice(0, end)).join('/');
}

type Matcher = (path: string) => boolean;
type RuleKind = 'exact' | 'prefix' | 'suffix' | 'expression';

/**
 * `Pattern.compile`: what moby reads of a pattern. Some escapes and classes mean something else to the regular
 * expression that moby makes than to Go's glob; those are not guessed: such a rule excludes nothing, and such an
 * exception brings everything back, so that at worst a file too many counts.
 */
function matcherOf(pattern: string, tokens: readonly PathToken[], isException: boolean): Matcher {
  const { kind, parts } = compile(tokens);
  switch (kind) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix': {
      const start = pattern.slice(0, -2);
      return (path) => path.startsWith(start);
    }
    case 'suffix': {
      const end = pattern.slice(2);
      return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1));
    }
    case 'expression':
      return parts === undefined ? () => isException : partsMatcher(parts);
  }
}

interface Compiled {
  readonly kind: RuleKind;
  /** Undefined where one of them is not known. */
  readonly parts: readonly PatternPart[] | undefined;
}

function compile(tokens: readonly PathToken[]): Compiled {
  const parts: (PatternPart | undefined)[] = [];
  let kind: RuleKind = 'exact';
  let at = 0;
  while (at < tokens.length) {
    const isFirst = at === 0;
    if (tokens[at]?.kind !== 'star' || tokens[at + 1]?.kind !== 'star') {
      const token = tokens[at];
      if (token !== undefined) parts.push(partOf(token));
      if (token !== undefined && !isPlainCharacter(token)) kind = 'expression';
      at += 1;
      continue;
    }
    at += isSlash(tokens[at + 2]) ? 3 : 2;
    const isLast = at >= tokens.length;
    parts.push({ kind: isLast ? 'anything' : 'folders' });
    kind = isFirst ? 'suffix' : isLast && kind === 'exact' ? 'prefix' : 'expression';
  }
  const known = parts.filter((part) => part !== undefined);
  return { kind, parts: known.length < parts.length ? undefined : known };
}

function isSlash(token: PathToken | undefined): boolean {
  return token?.kind === 'character' && token.character === '/' && !token.escaped;
}

/** Its pattern may still be compared as text. */
function isPlainCharacter(token: PathToken): boolean {
  return token.kind === 'character' && !token.escaped && token.character !== ']';
}

/** Undefined for what moby's regular expression reads in a way of its own. */
function partOf(token: PathToken): PatternPart | undefined {
  switch (token.kind) {
    case 'star':
      return { kind: 'name' };
    case 'any':
      return { kind: 'one', expression: '[^/]' };
    case 'character':
      if (token.escaped && /[\p{L}\p{N}]/u.test(token.character)) return undefined;
      // moby does not quote it: it is the start of the path, which is only there once.
      if (token.character === '^' && !token.escaped) return { kind: 'start' };
      return { kind: 'one', expression: quoted(token.character) };
    case 'class': {
      const expression = classExpression(token.negated, token.ranges);
      return expression === undefined ? undefined : { kind: 'one', expression };
    }
  }
}

function classExpression(negated: boolean, ranges: readonly CharacterRange[]): string | undefined {
  const bounds = ranges.flatMap(({ low, high }) => [low, high]);
  if (bounds.some((bound) => /[*?\]\\^&~-]/.test(bound)) || hasNamedClass(ranges)) return undefined;
  const inner = ranges.map(({ low, high }) =>
    low === high ? quoted(low) : low > high ? '' : `${quoted(low)}-${quoted(high)}`,
  );
  return `[${negated ? '^' : ''}${inner.join('')}]`;
}

/** `[[:` begins the name of a class for Go's regular expressions, and is two characters for its glob. */
function hasNamedClass(ranges: readonly CharacterRange[]): boolean {
  return ranges.some(({ low, high }, index) => low === '[' && high === '[' && ranges[index + 1]?.low === ':');
}

function quoted(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
