import { skipSpace, trimSpaceEnd } from '../dockerfile/blanks';
import { cleanPath } from './clean-path';
import { PathRules } from './path-rules';
import type { RuleProblem } from './path-rule';

/** The rules of a `.dockerignore`; undefined is an ignore file that is not there. */
export function readIgnoreFile(text: string | undefined): PathRules | RuleProblem {
  return PathRules.read(text === undefined ? [] : ignorePatterns(text));
}

/** The patterns of an ignore file, in their order, cleaned (`ignorefile.ReadAll`). */
export function ignorePatterns(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#'))
    .map(trimSpace)
    .filter((line) => line !== '')
    .map((line) =>
      line.startsWith('!') ? `!${cleanPattern(trimSpace(line.slice(1)))}` : cleanPattern(line),
    );
}

/** Absolute paths count from the context. */
function cleanPattern(pattern: string): string {
  if (pattern === '') return '';
  const cleaned = cleanPath(pattern);
  return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}

function trimSpace(text: string): string {
  const start = skipSpace(text, 0);
  return text.slice(start, trimSpaceEnd(text, start));
}
