import { isDefaultFolder } from '../recipes/cache-place';
import type { Recipe } from '../recipes/recipe';

/** The tool whose cache a mount is, by the folder that it stands for; undefined for a folder that no recipe names. */
export function toolOfTarget(target: string, recipes: readonly Recipe[]): string | undefined {
  return recipes.find(({ caches }) => caches.some((cache) => isDefaultFolder(cache, target)))?.tool;
}
