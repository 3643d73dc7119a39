import { below } from '../context/clean-path';
import { linksIn, type ContextTree } from '../context/context-tree';
import { followLinks } from '../context/follow-links';
import { certainPart, type PathRead } from '../context/path-reads';
import { hasWildcard, matchPath, unescaped } from '../context/match-path';
import { kindAt } from '../context/project-files';
import { isLiteral, isPlain, plainParent } from './plain-glob';
import type { ReadPlace } from './read-globs';

/** The place of a build that may read anything. */
export const WHOLE_CONTEXT: readonly ReadPlace[] = [{ path: '', kind: 'directory' }];

/**
 * Where in the context a read takes files from, links followed. Each link on the way is a place of its own: with another
 * target it leads to other files. A pattern that means something else in Nx's globs stands for the folders in front of it.
 * What it stands for may be links too, of which the engine copies what they lead to.
 */
export function readPlaces(
  { path: written }: Pick<PathRead, 'path'>,
  tree: ContextTree,
): readonly ReadPlace[] {
  const path = isPlain(written) ? written : plainParent(written);
  const certain = certainPart(path);
  const { links, start } = followed(certain, tree);
  const end = path.slice(certain.length).replace(/^\//, '');
  const hasLink = links.length > 0;
  const own = end === '' || hasLink ? placeAt(start, tree) : { path: below(start, end), kind: undefined };
  return [...links, own, ...matchingLinks(written, tree)];
}

function followed(path: string, tree: ContextTree) {
  const end = followLinks(path, tree);
  return { links: (end?.links ?? []).map(linkAt), start: end?.path ?? path };
}

/** The links that a pattern stands for by its last name, and where they lead. The engine follows none on the way there. */
function matchingLinks(written: string, tree: ContextTree): readonly ReadPlace[] {
  if (!hasWildcard(written)) return [];
  const cut = written.lastIndexOf('/');
  const [folder, last] = [written.slice(0, Math.max(cut, 0)), written.slice(cut + 1)];
  const at = hasWildcard(folder) ? undefined : followLinks(unescaped(folder), tree)?.path;
  if (at === undefined) return [];
  return linksIn(tree, at)
    .filter((name) => matchPath(last, name))
    .flatMap((name) => {
      const { links, start } = followed(below(at, name), tree);
      return links.length === 0 ? [] : [...links, placeAt(start, tree)];
    });
}

function linkAt(path: string): ReadPlace {
  return isPlain(path) ? { path, kind: 'file' } : { path: plainParent(path), kind: 'directory' };
}

/** A place whose name holds signs of a glob cannot be named: all around it is read instead. */
function placeAt(path: string, tree: ContextTree): ReadPlace {
  if (!isPlain(path)) return { path: plainParent(path), kind: 'directory' };
  const kind = isLiteral(path) ? kindAt(tree, path) : undefined;
  return { path, kind: kind === 'symlink' ? 'other' : kind };
}
