import type { FileChange } from '../cause';
import type { FileEntry, FilesRead } from '../step-key';

/**
 * The files that are other ones for sure, in the order of their paths. What changed while one of the builds ran is left
 * out: nobody can tell which content BuildKit saw. Of folders that are put together only those count that both have; the
 * path '' then stands for some file of the context.
 */
export function fileChanges(now: FilesRead, before: FilesRead): readonly Omit<FileChange, 'entries'>[] {
  if (now.digest === before.digest) return [];
  const unsure = new Set([...now.unsure, ...before.unsure]);
  const isFolded = [now, before].some(({ entries }) => entries.some(({ kind }) => kind === 'tree'));
  const isPartial = isFolded || now.incomplete !== undefined || before.incomplete !== undefined;
  const [after, earlier] = [now, before].map(
    ({ entries }) => new Map(entries.map((entry) => [entry.path, entry])),
  );
  const changes = [...new Set([...now.entries, ...before.entries].map(({ path }) => path))]
    .filter((path) => !unsure.has(path))
    .sort()
    .flatMap((path) => {
      const change = changeOf(after?.get(path), earlier?.get(path));
      const isGuess = isPartial && (change === 'added' || change === 'removed');
      return change === undefined || isGuess ? [] : [{ path, change }];
    });
  const isCertain = now.unsure.length === 0 && before.unsure.length === 0;
  return changes.length === 0 && isFolded && isCertain ? [{ path: '', change: 'content' }] : changes;
}

function changeOf(
  now: FileEntry | undefined,
  before: FileEntry | undefined,
): FileChange['change'] | undefined {
  if (before === undefined) return 'added';
  if (now === undefined) return 'removed';
  if (now.kind !== before.kind || contentOf(now) !== contentOf(before)) return 'content';
  return modeOf(now) === modeOf(before) ? undefined : 'mode';
}

function contentOf(entry: FileEntry): string | undefined {
  return entry.kind === 'folder' ? undefined : entry.content;
}

function modeOf(entry: FileEntry): number | undefined {
  return entry.kind === 'tree' ? undefined : entry.mode;
}
