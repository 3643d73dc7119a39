import { PatternMatcher } from './pattern-matcher';
import { readPattern, reversePattern, type InvalidPattern } from './pattern-tokens';
import { expandTemplate } from './replacement-template';

/** The value of a variable after the removal or replacement of what a shell pattern matches. */
export type PatternResult = { readonly kind: 'value'; readonly value: string } | InvalidPattern;

/** `${name#pattern}`: without the shortest (`greedy`: longest) match at the start. */
export function removePrefix(value: string, pattern: string, greedy: boolean): PatternResult {
  const tokens = readPattern(pattern);
  if ('kind' in tokens) return tokens;
  const characters = Array.from(value);
  const end = new PatternMatcher(tokens, characters, greedy).matchAt(0);
  return { kind: 'value', value: characters.slice(end ?? 0).join('') };
}

/** `${name%pattern}`: without the shortest (`greedy`: longest) match at the end. Found by reading both backwards. */
export function removeSuffix(value: string, pattern: string, greedy: boolean): PatternResult {
  const tokens = readPattern(reversePattern(pattern));
  if ('kind' in tokens) return tokens;
  const characters = Array.from(value).reverse();
  const end = new PatternMatcher(tokens, characters, greedy).matchAt(0);
  return {
    kind: 'value',
    value: characters
      .slice(end ?? 0)
      .reverse()
      .join(''),
  };
}

/**
 * `${name/pattern/replacement}`: the first match, or all of them, replaced. For all of them BuildKit gives the
 * replacement to Go's `regexp.ReplaceAllString`, in which `$` is special.
 */
export function replaceMatches(
  value: string,
  pattern: string,
  replacement: string,
  all: boolean,
): PatternResult {
  const tokens = readPattern(pattern);
  if ('kind' in tokens) return tokens;
  const characters = Array.from(value);
  const matcher = new PatternMatcher(tokens, characters, true);
  return {
    kind: 'value',
    value: all
      ? replaceAll(matcher, characters, replacement)
      : replaceFirst(matcher, characters, replacement),
  };
}

function replaceFirst(matcher: PatternMatcher, characters: readonly string[], replacement: string): string {
  const match = matcher.search(0);
  if (match === undefined) return characters.join('');
  return characters.slice(0, match.start).join('') + replacement + characters.slice(match.end).join('');
}

/** An empty match right behind another match is not replaced. */
function replaceAll(matcher: PatternMatcher, characters: readonly string[], replacement: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let from = 0;
  while (from <= characters.length) {
    const match = matcher.search(from);
    if (match === undefined) break;
    pieces.push(characters.slice(copied, match.start).join(''));
    if (match.end > copied || match.start === 0) {
      pieces.push(expandTemplate(replacement, characters.slice(match.start, match.end).join('')));
    }
    copied = match.end;
    from = Math.max(from + 1, match.end);
  }
  pieces.push(characters.slice(copied).join(''));
  return pieces.join('');
}
