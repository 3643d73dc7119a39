import type { Mount } from '../dockerfile/mounts';
import { isDefaultFolder } from '../recipes/cache-place';
import type { Recipe } from '../recipes/recipe';

/** Whether a cache mount is meant for the cache of a recipe's tool: its own folder, below whatever home. */
export function belongsTo({ target }: Mount, { caches }: Recipe): boolean {
  return target !== undefined && caches.some((cache) => isDefaultFolder(cache, target));
}
