import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NEVER_LOOKED_AT, WRITTEN_BY_TASKS } from '../image-state/restless-folders';

const RESTLESS_FOLDERS: ReadonlySet<string> = new Set([...NEVER_LOOKED_AT, ...WRITTEN_BY_TASKS]);

/**
 * True when one of the paths, or something below it, changed after the file `marker` was made. Change times are
 * compared with the marker's own, by the clock and to the grain of the same kind of file system: equal counts as
 * changed. A rename, a mode and a removed file (by its folder's time) count too.
 */
export function changedSince(marker: string, paths: readonly string[]): boolean {
  const started = lstatSync(marker, { bigint: true, throwIfNoEntry: false })?.ctimeNs;
  if (started === undefined) return true;
  return paths.some((path) => {
    const facts = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (facts === undefined) return false;
    // The time of a context's own folder says little: the build's own outputs may be made in it.
    return facts.isDirectory() ? isChangedBelow(path, started) : facts.ctimeNs >= started;
  });
}

function isChangedBelow(folder: string, started: bigint): boolean {
  return readdirSync(folder).some((name) => {
    if (RESTLESS_FOLDERS.has(name)) return false;
    const path = join(folder, name);
    const facts = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (facts === undefined) return true;
    return facts.ctimeNs >= started || (facts.isDirectory() && isChangedBelow(path, started));
  });
}
