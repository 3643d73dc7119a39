import type { EntryChanges } from '../../cause';
import type { BuildRecord } from '../../record';
import type { KeyedHash } from '../../step-key';
import type { KeptBuild } from '../kept-build';
import { entryChanges, type Entries } from './entries';
import { listsDependencies, readEntries } from './read-entries';

/** A file whose text was read because it lists dependencies; without a text it was remembered. */
export interface ManifestFile {
  readonly content: KeyedHash | undefined;
  readonly text: string | undefined;
}

export interface ManifestEntries {
  /** Of all files of this build that list dependencies, by the hashes of their contents. */
  readonly entries: ReadonlyMap<KeyedHash, Entries>;
  readonly changesOf: (path: string) => EntryChanges | undefined;
}

/** What the manifests of a build ask for, and what is new in them against the last build. */
export function manifestEntries(
  record: BuildRecord,
  files: ReadonlyMap<string, ManifestFile>,
  last: KeptBuild | undefined,
): ManifestEntries {
  const entries = new Map<KeyedHash, Entries>();
  for (const [path, { content, text }] of files) {
    if (content === undefined || !listsDependencies(path)) continue;
    const list = text === undefined ? last?.entries.get(content) : readEntries(path, text);
    if (list !== undefined) entries.set(content, list);
  }
  return {
    entries,
    changesOf: (path) => {
      const now = entries.get(contentIn(record, path) ?? '');
      const before = last?.entries.get(contentIn(last.record, path) ?? '');
      return now === undefined || before === undefined ? undefined : entryChanges(now, before);
    },
  };
}

function contentIn({ steps }: BuildRecord, path: string): KeyedHash | undefined {
  for (const { key } of steps) {
    const entry = key?.files?.entries.find((each) => each.path === path);
    if (entry?.kind === 'file') return entry.content;
  }
  return undefined;
}
