import { below, pathInContext } from './clean-path';
import type { ContextTree } from './context-tree';

export interface FollowedPath {
  /** Without a link on the way or at its end. */
  readonly path: string;
  /** The links that were followed. */
  readonly links: readonly string[];
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
