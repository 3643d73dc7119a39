import { below, pathInContext } from './clean-path';
import type { ContextTree } from './context-tree';

export interface FollowedPath {
  /** Without a link on the way or at its end. */
  readonly path: string;
  /** The links that were followed. */
  readonly links: readonly string[];
}

/** The folders that lead somewhere else, by how they are written. */
export type FollowedFolders = ReadonlyMap<string, FollowedPath>;

/** Where folders lead that may be links: those alone that are. What lies outside of the tree is left as it is. */
export function followFolders(folders: readonly string[], tree: ContextTree): FollowedFolders {
  return new Map(
    folders.flatMap((folder) => {
      const followed = /^(?:\/|\.\.(?:\/|$))/.test(folder) ? undefined : followLinks(folder, tree);
      return followed === undefined || followed.links.length === 0 ? [] : [[folder, followed] as const];
    }),
  );
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Resolves the links of a path within the tree, which is their root: `/x` and `../../x` stay inside of it. */
export function followLinks(path: string, tree: ContextTree): FollowedPath | undefined {
  const links: string[] = [];
  let rest = path.split('/').filter((part) => part !== '');
  let done = '';
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    const next = below(done, part);
    if (tree.list(done)?.get(part) !== 'symlink') {
      done = next;
      continue;
    }
    links.push(next);
    if (links.length > MOST_LINKS) return undefined;
    const target = tree.readLink(next) ?? '';
    const folder = target.startsWith('/') ? '' : done;
    rest = [
      ...pathInContext(`${folder}/${target}`)
        .split('/')
        .filter((each) => each !== ''),
      ...rest,
    ];
    done = '';
  }
  return { path: done, links };
}
