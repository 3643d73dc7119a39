import { below } from '../context/clean-path';
import type { ContextTree } from '../context/context-tree';
import { followLinks } from '../context/follow-links';
import { certainPart, type PathRead } from '../context/path-reads';
import { kindAt } from '../context/project-files';
import { isLiteral, isPlain, plainParent } from './plain-glob';
import type { ReadPlace } from './read-globs';

/** The place of a build that may read anything. */
export const WHOLE_CONTEXT: readonly ReadPlace[] = [{ path: '', kind: 'directory' }];

/**
 * Where in the context a read takes files from, links followed. Each link on the way is a place of its own: with another
 * target it leads to other files. A pattern that means something else in Nx's globs stands for the folders in front of it.
 */
export function readPlaces(
  { path: written }: Pick<PathRead, 'path'>,
  tree: ContextTree,
): readonly ReadPlace[] {
  const path = isPlain(written) ? written : plainParent(written);
  const certain = certainPart(path);
  const followed = followLinks(certain, tree);
  const links = (followed?.links ?? []).map((link): ReadPlace => ({ path: link, kind: 'file' }));
  const start = followed?.path ?? certain;
  const end = path.slice(certain.length).replace(/^\//, '');
  if (end === '') return [...links, placeAt(start, tree)];
  const hasLink = links.length > 0;
  return [...links, hasLink ? placeAt(start, tree) : { path: below(start, end), kind: undefined }];
}

function placeAt(path: string, tree: ContextTree): ReadPlace {
  const kind = isLiteral(path) ? kindAt(tree, path) : undefined;
  return { path, kind: kind === 'symlink' ? 'other' : kind };
}
