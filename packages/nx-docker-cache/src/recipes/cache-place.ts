import type { CacheFolder } from './recipe';

/** Whether a folder is a recipe's cache where nothing moves it: its own folder, below whatever home. */
export function isDefaultFolder({ place, images }: CacheFolder, folder: string): boolean {
  const path = folder.length > 1 ? folder.replace(/\/+$/, '') : folder;
  if (images.some((image) => image.path === path)) return true;
  switch (place.kind) {
    case 'fixed':
      return path === place.path;
    case 'home':
      return path.endsWith(`/${place.below}`);
    case 'image':
      return false;
  }
}
