import type { BuildReads, InstructionRead } from './build-reads';
import { pathInContext } from './clean-path';
import { hasWildcard, unescaped } from './match-path';
import type { ReadSource } from './read-source';

/** A place of the context that an instruction reads, as its Dockerfile tells without a look at the files. */
export interface PathRead {
  /** A path or a pattern of Go's `filepath.Match` (with `**` for `COPY --parents`), relative to the context; '' is all. */
  readonly path: string;
  /** Line of the instruction, from 1. */
  readonly line: number;
  /** `COPY`, `ADD` or `RUN`. */
  readonly instruction: string;
  /** Why this is more than is written; undefined when it is what is written. */
  readonly reason: string | undefined;
}

/** What a build reads of its context, in the order of the file. */
export function pathReads({ reads }: BuildReads): readonly PathRead[] {
  return reads
    .filter(({ origin }) => origin.kind === 'context')
    .flatMap((read) => read.sources.flatMap((source) => placesOf(source, read)));
}

function placesOf(source: ReadSource, { instruction, parents }: InstructionRead): readonly PathRead[] {
  const place = (path: string, reason?: string): PathRead => ({
    path,
    line: instruction.startLine,
    instruction: instruction.name,
    reason,
  });
  switch (source.kind) {
    case 'url':
    case 'git':
      return [];
    case 'folder':
      return [place(pathInContext(source.path))];
    case 'unknown':
      return [place(source.folder, source.reason)];
    case 'pattern': {
      const path = pathInContext(parents ? source.pattern.replace('/./', '/') : source.pattern);
      return [place(hasWildcard(path) ? path : unescaped(path))];
    }
  }
}

/** The part of a pattern in front of its first name with a wildcard; '' is everything. */
export function certainPart(pattern: string): string {
  if (!hasWildcard(pattern)) return unescaped(pattern);
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => hasWildcard(part));
  return unescaped(parts.slice(0, Math.max(first, 0)).join('/'));
}
