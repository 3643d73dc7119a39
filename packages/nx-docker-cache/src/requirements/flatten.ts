import { posix } from 'node:path';
import type { Direct, Requirement, RequirementsEntry, Setting } from './entry';
import { readRequirements } from './read-requirements';

/** Paths in one folder tree: of a build context, or of a workspace. Undefined for what is no file. */
export type ReadText = (path: string) => string | undefined;

/** What requirements files ask for in the end, includes followed; constraints are left out. */
export interface FlatRequirements {
  readonly kind: 'flat';
  readonly requirements: readonly Requirement[];
  readonly directs: readonly Direct[];
  readonly settings: readonly Setting[];
  /** All files that were read, the named ones first. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A file that cannot be read, or a line in it that cannot be understood. */
export interface NotFlat {
  readonly kind: 'unreadable';
  /** `requirements.txt:3 flask==${VERSION}`, or the path of the file. */
  readonly detail: string;
}

/** Reads requirements files and those that they include, each once. */
export function flatten(paths: readonly string[], read: ReadText): FlatRequirements | NotFlat {
  const files: { path: string; text: string }[] = [];
  const entries: RequirementsEntry[] = [];
  const queue = [...paths];
  const seen = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = read(path);
    if (text === undefined) return { kind: 'unreadable', detail: path };
    files.push({ path, text });
    for (const entry of readRequirements(text)) {
      const isAddress = entry.kind === 'include' && /^\w+:\/\//.test(entry.path);
      if (entry.kind === 'unreadable' || isAddress)
        return { kind: 'unreadable', detail: `${posix.basename(path)}:${entry.line} ${entry.text}` };
      if (entry.kind !== 'include') entries.push(entry);
      else if (!entry.isConstraint) queue.push(posix.join(posix.dirname(path), entry.path));
    }
  }
  return {
    kind: 'flat',
    requirements: entries.filter((entry): entry is Requirement => entry.kind === 'requirement'),
    directs: entries.filter((entry): entry is Direct => entry.kind === 'direct'),
    settings: entries.filter((entry): entry is Setting => entry.kind === 'setting'),
    files,
  };
}
