import type { CacheFolder, Recipe } from '../recipes/recipe';

/** The tool whose cache a mount is, by the folder that it stands for; undefined for a folder that no recipe names. */
export function toolOfTarget(target: string, recipes: readonly Recipe[]): string | undefined {
  return recipes.find(({ caches }) => caches.some((cache) => isFolder(cache, target)))?.tool;
}

function isFolder({ place, images }: CacheFolder, target: string): boolean {
  const path = target.length > 1 ? target.replace(/\/+$/, '') : target;
  if (images.some((image) => image.path === path)) return true;
  return place.kind === 'fixed' ? path === place.path : path.endsWith(`/${place.below}`);
}
