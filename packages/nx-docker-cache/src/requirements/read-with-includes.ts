import { posix } from 'node:path';
import type { RequirementsEntry } from './entry';
import { readRequirements } from './read-requirements';

/** Paths in one folder tree: of a build context, of a workspace, of an image. Undefined for what is no file. */
export type ReadText = (path: string) => string | undefined;

/** A requirements file that was read. */
export interface ReadList {
  readonly path: string;
  readonly text: string;
  readonly entries: readonly RequirementsEntry[];
}

/** A file that cannot be read, or a line in it that cannot be understood. */
export interface UnreadableList {
  readonly kind: 'unreadable';
  /** `requirements.txt:3 flask==${VERSION}`, or the path of the file. */
  readonly detail: string;
}

/**
 * Reads requirements files and those that they include, each once, the named ones first. An address is not followed: what is
 * behind it is not known.
 *
 * @param follows whether an include is followed: `-r`, and `-c` too
 */
export function readWithIncludes(
  paths: readonly string[],
  read: ReadText,
  follows: 'requirements' | 'constraints too',
): { readonly kind: 'lists'; readonly lists: readonly ReadList[] } | UnreadableList {
  const lists: ReadList[] = [];
  const queue = [...paths];
  const seen = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = read(path);
    if (text === undefined) return { kind: 'unreadable', detail: path };
    const entries = readRequirements(text);
    lists.push({ path, text, entries });
    for (const entry of entries) {
      const isAddress = entry.kind === 'include' && /^\w+:\/\//.test(entry.path);
      if (entry.kind === 'unreadable' || isAddress)
        return { kind: 'unreadable', detail: placeOf(path, entry) };
      if (entry.kind !== 'include' || (entry.isConstraint && follows === 'requirements')) continue;
      queue.push(posix.join(posix.dirname(path), entry.path));
    }
  }
  return { kind: 'lists', lists };
}

/** An entry and where it stands, for people. */
export function placeOf(path: string, { line, text }: Pick<RequirementsEntry, 'line' | 'text'>): string {
  return `${posix.basename(path)}:${line} ${text}`;
}
