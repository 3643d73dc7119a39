import { areApart, isPlain, plainParent, withBelow } from './plain-glob';

/** Globs relative to the build context, as Nx takes them: a file counts if one of `include` and none of `exclude` matches. */
export interface ContextGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const EVERYTHING: ContextGlobs = { include: ['**/*'], exclude: [] };

/**
 * What the engine gets of a context, in globs that Nx can hash: exactly that where globs without an order can say it,
 * more where they cannot (a file too many costs a build, a file too few an image that is out of date).
 * Patterns are read as BuildKit reads them (moby/patternmatcher): trimmed, comments and blank lines dropped, the last
 * matching pattern wins, a leading `!` brings files back, a folder's pattern covers what is below it.
 */
export function contextGlobs(ignoreText: string | undefined): ContextGlobs {
  return (ignoreText === undefined ? [] : patternsOf(ignoreText)).reduce(applyPattern, EVERYTHING);
}

interface IgnorePattern {
  readonly bringsBack: boolean;
  /** Without the leading `!`, leading and trailing slashes and `.` segments. */
  readonly path: string;
}

function patternsOf(text: string): readonly IgnorePattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '!')
    .map((line) => ({ bringsBack: line.startsWith('!'), path: cleanPath(line.replace(/^!\s*/, '')) }));
}

function cleanPath(written: string): string {
  return written
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function applyPattern({ include, exclude }: ContextGlobs, { bringsBack, path }: IgnorePattern): ContextGlobs {
  if (path === '' || path.split('/').includes('..')) return bringsBack ? EVERYTHING : { include, exclude };
  if (!bringsBack) {
    if (path === '*' || path === '**') return { include: [], exclude: [] };
    // An exclusion that Nx might read in another way is left out: more is hashed.
    return isPlain(path) ? { include, exclude: [...exclude, ...withBelow(path)] } : { include, exclude };
  }
  return {
    include: [...include, ...(isPlain(path) ? withBelow(path) : withBelow(plainParent(path)))],
    exclude: exclude.filter((excluded) => areApart(excluded, path)),
  };
}
