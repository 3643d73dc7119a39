import type { FileEntry, FilesRead, KeyedHash } from '../step-key';
import type { Hasher } from './keyed-hash';

/** A file, link or folder as it was found. */
export interface FoundEntry {
  readonly kind: 'file' | 'link' | 'folder' | 'other';
  readonly mode: number;
  readonly bytes: number;
  readonly content: KeyedHash | undefined;
  readonly isUnsure: boolean;
}

/**
 * What an instruction reads, of the paths that it takes and what was found there.
 * @param paths relative to the context; '' is the context itself
 */
export function filesRead(
  paths: Iterable<string>,
  found: ReadonlyMap<string, FoundEntry>,
  hasher: Hasher,
): FilesRead {
  const ordered = [...paths].sort();
  const entries = ordered.flatMap((path) => fileEntry(path, found.get(path)));
  const missing = ordered.filter((path) => found.get(path) === undefined);
  return {
    count: entries.filter(({ kind }) => kind !== 'folder').length,
    bytes: ordered.reduce((sum, path) => sum + (found.get(path)?.bytes ?? 0), 0),
    digest: hasher.of(JSON.stringify(entries)),
    entries,
    unsure: ordered.filter((path) => found.get(path)?.isUnsure === true),
    incomplete: missing.length === 0 ? undefined : whyIncomplete(missing),
  };
}

function fileEntry(path: string, found: FoundEntry | undefined): FileEntry[] {
  if (found === undefined || found.kind === 'other') return [];
  const { kind, mode, content } = found;
  if (kind === 'folder') return [{ kind, path, mode }];
  return content === undefined ? [] : [{ kind, path, mode, content }];
}

function whyIncomplete([first = '', ...more]: readonly string[]): string {
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${first}${others} could not be read before the build was over`;
}
