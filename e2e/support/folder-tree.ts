import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Makes files that hold their own path. A folder ends in a slash, a link is written `from -> to`. */
export function makeTree(root: string, paths: readonly string[]): void {
  mkdirSync(root, { recursive: true });
  for (const path of paths) {
    const [from = '', to] = path.split(' -> ');
    const place = join(root, from);
    if (from.endsWith('/')) {
      mkdirSync(place, { recursive: true });
      continue;
    }
    mkdirSync(dirname(place), { recursive: true });
    if (to === undefined) writeFileSync(place, from);
    else symlinkSync(to, place);
  }
}

/** The files below a folder, sorted. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

/** What the files below a folder hold, sorted, each once: where `makeTree` made what was copied there. No folder, no file. */
export function originsIn(folder: string): string[] {
  const origins = filesIn(folder).map((file) => readFileSync(join(folder, file), 'utf8').trimEnd());
  return [...new Set(origins)].sort();
}
