import type { Mount } from '../dockerfile/mounts';
import type { Recipe } from '../recipes/recipe';

/** Whether a cache mount is meant for the cache of a recipe's tool: its own folder, below whatever home. */
export function belongsTo({ target }: Mount, { caches }: Recipe): boolean {
  if (target === undefined) return false;
  const folder = target.replace(/\/+$/, '');
  return caches.some(({ place, images }) =>
    place.kind === 'fixed'
      ? folder === place.path
      : folder.endsWith(`/${place.below}`) || images.some(({ path }) => path === folder),
  );
}
