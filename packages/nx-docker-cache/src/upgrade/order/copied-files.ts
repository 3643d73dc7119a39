import { posix } from 'node:path';
import { below } from '../../context/clean-path';
import type { SentFiles } from '../../context/project-files';
import type { CopiedFiles } from '../../recipes/manifests';
import { originOf, type ContextPlace, type CopyPlace, type Origin } from './copy-place';
import { isWithin } from '../../context/within';

/** A file of the context that an instruction has put at a path of the image. */
export interface Located extends Origin {
  readonly place: ContextPlace;
}

/** Where a path of the image comes from: the last instruction that puts something there decides. */
export function locate(
  places: readonly CopyPlace[],
  path: string,
  files: SentFiles,
): Located | 'elsewhere' | undefined {
  for (const place of [...places].reverse()) {
    if (place.kind === 'context') {
      const origin = originOf(place, path, files);
      if (origin !== undefined) return { ...origin, place };
    } else if (place.path === undefined || isWithin(path, place.path)) return 'elsewhere';
  }
  return undefined;
}

/** The copied files as recipes ask for them. */
export function copiedFiles(places: readonly CopyPlace[], files: SentFiles): CopiedFiles {
  const all = places.flatMap((place) => (place.kind === 'context' ? [place] : []));
  return {
    text: (path) => {
      const found = locate(places, path, files);
      return found === undefined || found === 'elsewhere' ? undefined : files.text(found.context);
    },
    names: (folder) => [...new Set(all.flatMap((place) => namesOf(place, folder, files)))],
  };
}

function namesOf({ roots }: ContextPlace, folder: string, files: SentFiles): string[] {
  return roots.flatMap((root) => {
    if (root.kind === 'directory' && isWithin(folder, root.image)) {
      const rest = posix.relative(root.image, folder);
      return [...(files.list(rest === '' ? root.context : below(root.context, rest))?.keys() ?? [])];
    }
    const inside = root.image !== folder && isWithin(root.image, folder);
    const [name] = inside ? posix.relative(folder, root.image).split('/') : [];
    return name === undefined ? [] : [name];
  });
}
