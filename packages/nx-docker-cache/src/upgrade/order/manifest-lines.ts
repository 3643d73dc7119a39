import { posix } from 'node:path';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { ContextPlace } from './copy-place';

/** A file or folder of the context that an install reads, with its place in the image. */
export interface Manifest {
  readonly context: string;
  readonly image: string;
  readonly kind: 'file' | 'directory';
  /** It is not there yet. */
  readonly isLater: boolean;
}

/** What can stand in a COPY as it is: no blanks, no wildcards, no variables. */
export function isPlainName(path: string): boolean {
  return /^[\w@+./~-]+$/.test(path);
}

/** More would make a file that nobody wants to read. */
export const MOST_LINES = 12;

/**
 * The instructions that copy manifests as the copy of the sources would: one a folder, to the same places, with the same
 * owner and mode. A file that may come later is written as a pattern, which may match nothing.
 */
export function manifestLines(
  dockerfile: Dockerfile,
  place: ContextPlace,
  manifests: readonly Manifest[],
): string[] {
  const { text } = dockerfile;
  const { instruction, written, path } = place;
  const keyword = text.slice(instruction.keyword.start, instruction.keyword.end);
  const copy = keyword === keyword.toLowerCase() ? 'copy' : 'COPY';
  const flags = instruction.flags.map(({ range }) => `${text.slice(range.start, range.end)} `).join('');
  const files = groupByFolder(manifests.filter(({ kind }) => kind === 'file'));
  const lineOf = (sources: readonly string[], folder: string): string => {
    const destination = destinationText(written, posix.relative(path, folder), sources.length === 1);
    return `${copy} ${flags}${sources.join(' ')} ${destination}`;
  };
  return [
    ...files.map(([folder, group]) => lineOf(group.map(sourceText), folder)),
    ...manifests
      .filter(({ kind }) => kind === 'directory')
      .map(({ context, image }) => lineOf([context], image)),
  ];
}

function sourceText({ context, isLater }: Manifest): string {
  return isLater ? `${context}*` : context;
}

function groupByFolder(manifests: readonly Manifest[]): [string, Manifest[]][] {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const folder = posix.dirname(manifest.image);
    groups.set(folder, [...(groups.get(folder) ?? []), manifest]);
  }
  return [...groups].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
}

/** `.` stays for a single file; every other folder ends in a slash, so that it is one also where it is not there yet. */
function destinationText(written: string, below: string, isSingle: boolean): string {
  if (below === '') return /^\.\/?$/.test(written) && isSingle ? written : withSlash(written);
  return withSlash(/^\.\/?$/.test(written) ? below : `${withSlash(written)}${below}`);
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
