/** An absolute path without `.`, `..`, doubled and trailing slashes; undefined for a relative one. */
export function cleanPath(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** As `cleanPath`, of a path that is relative to a folder; undefined where the folder would have to be known. */
export function resolvePath(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path === '-') return undefined;
  return cleanPath(path) ?? (folder === undefined ? undefined : cleanPath(`${folder}/${path}`));
}

/** Folders that hold nothing but caches. */
export const HOLDS_CACHES = /\/(?:\.cache|var\/cache)$/;

/** How the paths that a pattern (`/root/.cache/*`) stands for lie to a folder. */
export type PathRelation = 'apart' | 'above' | 'same' | 'inside';

/** Both absolute and clean; the pattern may hold the shell's `*`, `?` and `[…]`. `x/*` stands for what is inside of x. */
export function relationTo(folder: string, pattern: string): PathRelation {
  const folderSegments = segmentsOf(folder);
  const patternSegments = segmentsOf(pattern);
  const common = Math.min(folderSegments.length, patternSegments.length);
  for (let at = 0; at < common; at += 1) {
    if (!segmentMatches(patternSegments[at] ?? '', folderSegments[at] ?? '')) return 'apart';
  }
  if (patternSegments.length < folderSegments.length) return 'above';
  return patternSegments.length === folderSegments.length ? 'same' : 'inside';
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function segmentMatches(pattern: string, segment: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === segment;
  if (segment.startsWith('.') && !pattern.startsWith('.')) return false;
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replace(/\[!/g, '[^');
  try {
    return new RegExp(`^${source}$`).test(segment);
  } catch {
    // An unfinished bracket stands for itself in the shell: too rare to follow, so it may match.
    return true;
  }
}

/** Whether a text that is no plain path (`node -e "…"`, `$X/.npm`) names a folder by the end of its path that tells it from others. */
export function speaksOf(folder: string, text: string): boolean {
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  const name = last.startsWith('.') ? last : folder.split('/').slice(-2).join('/');
  return new RegExp(`(?:^|[^\\w.-])${name.replace(/[.+^${}()|\\*?[\]]/g, '\\$&')}(?![\\w.-])`).test(text);
}
