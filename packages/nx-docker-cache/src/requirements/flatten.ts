import { posix } from 'node:path';
import type { Direct, Requirement, Setting } from './entry';
import { readWithIncludes, type ReadList, type ReadText, type UnreadableList } from './read-with-includes';

/** What requirements files ask for in the end, includes followed; constraints are left out. */
export interface FlatRequirements {
  readonly kind: 'flat';
  readonly requirements: readonly Requirement[];
  readonly settings: readonly Setting[];
  /** What comes from another place than an index. */
  readonly direct: readonly Direct[];
  /** The files of constraints that they name. */
  readonly constraints: readonly string[];
  /** All files that were read, the named ones first. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Reads requirements files and those that they include, each once. */
export function flatten(paths: readonly string[], read: ReadText): FlatRequirements | UnreadableList {
  const found = readWithIncludes(paths, read, 'requirements');
  if (found.kind === 'unreadable') return found;
  const entries = found.lists.flatMap((list) => list.entries);
  return {
    kind: 'flat',
    requirements: entries.filter((entry): entry is Requirement => entry.kind === 'requirement'),
    direct: entries.filter((entry): entry is Direct => entry.kind === 'direct'),
    constraints: found.lists.flatMap(constraintsOf),
    settings: entries.filter((entry): entry is Setting => entry.kind === 'setting'),
    files: found.lists,
  };
}

function constraintsOf({ path, entries }: ReadList): readonly string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'include' && entry.isConstraint ? [posix.join(posix.dirname(path), entry.path)] : [],
  );
}
