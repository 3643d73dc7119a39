import { shownKey } from '../mount-key';
import type { Carried } from './carried-mounts';
import type { ArchiveManifest } from './manifest';

/** By what a mount can be named: its id, as it is shown, or the tool whose cache it is. */
interface Named {
  readonly id: string;
  readonly tool?: string | undefined;
}

/** The mounts that are named; all where nothing is. What is refused has no tool. */
export function onlyCarried({ mounts, refused }: Carried, names: readonly string[]): Carried {
  if (names.length === 0) return { mounts, refused };
  return {
    mounts: mounts.filter(({ key, tool }) => isNamed({ id: shownKey(key), tool }, names)),
    refused: refused.filter((each) => isNamed(each, names)),
  };
}

export function onlyArchived(manifest: ArchiveManifest, names: readonly string[]): ArchiveManifest {
  if (names.length === 0) return manifest;
  return {
    ...manifest,
    mounts: manifest.mounts.filter(({ key, tool }) => isNamed({ id: shownKey(key), tool }, names)),
  };
}

/** All words that name one of these mounts, sorted. */
export function namesOf({ mounts, refused }: Carried, manifest?: ArchiveManifest): readonly string[] {
  const named = [...mounts, ...(manifest?.mounts ?? [])];
  const words = named.flatMap(({ key, tool }) => [shownKey(key), ...(tool === undefined ? [] : [tool])]);
  return [...new Set([...words, ...refused.map(({ id }) => id)])].sort();
}

function isNamed({ id, tool }: Named, names: readonly string[]): boolean {
  return names.includes(id) || (tool !== undefined && names.includes(tool));
}
