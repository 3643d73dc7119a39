import { instructionReads, type InstructionRead } from '../context/build-reads';
import { below } from '../context/clean-path';
import type { ContextTree } from '../context/context-tree';
import { readFiles } from '../context/read-files';
import type { SentFiles } from '../context/project-files';
import { stagesOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { snapshotsOf, type SnapshotFound } from '../upgrade/split/plan-renewal';

/** What one instruction takes of the build context. */
export interface Take {
  readonly instruction: Instruction;
  /** Its sources, as paths or patterns: what stands here was meant. */
  readonly named: readonly string[];
  /** Every file that it takes for certain, relative to the context. */
  readonly files: readonly string[];
  /** What else it may take: a variable decides. */
  readonly maybe: readonly string[];
}

/** A build context as it is sent, and who takes what of it. Paths are relative to it. */
export interface ContextListing {
  readonly takes: readonly Take[];
  /** Snapshots of requirements that base layers install. */
  readonly snapshots: readonly SnapshotFound[];
  /** Files that the ignore file lets in, and that no instruction of any stage may take. */
  readonly unread: readonly string[];
  /** There are more of them than were looked at. */
  readonly isUnreadPartial: boolean;
}

export interface ContextFacts extends ContextListing {
  readonly dockerfile: Dockerfile;
  /** Bytes by path. A file that is gone has none. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** A small context for the page of a rule. */
export interface ContextExample {
  readonly dockerfile: string;
  /** The text of .dockerignore; empty for none. */
  readonly ignore: string;
  /** Path → bytes. */
  readonly files: Readonly<Record<string, number>>;
  /** Path → text, of those files that are read. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** Looking at more says no more: a folder of dependencies that slipped in has tens of thousands. */
export const MOST_UNREAD = 50_000;

/** Reads folders as they are needed, and no file. */
export function listContext(dockerfile: Dockerfile, context: SentFiles): ContextListing {
  const takes = takesOf(dockerfile, context);
  return { takes, snapshots: snapshotsOf(dockerfile, context), ...unreadFiles(takes, context) };
}

/** What every instruction of every stage takes of a context. */
export function takesOf(dockerfile: Dockerfile, context: SentFiles): readonly Take[] {
  const stages = stagesOf(dockerfile);
  return stages.flatMap((stage) =>
    [...stage.triggers, ...stage.instructions].flatMap((scoped, index) =>
      instructionReads(scoped, stages)
        .filter(({ origin }) => origin.kind === 'context')
        .map((read) => takeOf({ ...read, stage: stage.index, index }, context)),
    ),
  );
}

/** What is left of a context without what is taken. */
export function unreadFiles(
  takes: readonly Take[],
  context: ContextTree,
): Pick<ContextListing, 'unread' | 'isUnreadPartial'> {
  const taken = new Set(takes.flatMap(({ files, maybe }) => [...files, ...maybe]));
  const unread: string[] = [];
  for (const path of filesOf(context)) {
    if (taken.has(path)) continue;
    if (unread.length === MOST_UNREAD) return { unread, isUnreadPartial: true };
    unread.push(path);
  }
  return { unread, isUnreadPartial: false };
}

function takeOf(read: InstructionRead, context: SentFiles): Take {
  const filesFrom = (sources: InstructionRead['sources']): readonly string[] =>
    [...readFiles({ ...read, sources }, context)].flatMap(([path, kind]) => (kind === 'file' ? [path] : []));
  return {
    instruction: read.instruction,
    named: read.sources.flatMap((source) => {
      if (source.kind === 'pattern') return [source.pattern];
      return source.kind === 'folder' ? [source.path] : [];
    }),
    files: filesFrom(read.sources.filter(({ kind }) => kind !== 'unknown')),
    maybe: filesFrom(
      read.sources.filter((source) => source.kind === 'unknown' && !isAddress(source.written)),
    ),
  };
}

/** `https://example.test/$VERSION.tar.gz`: whatever the variable holds, it is not in the context. */
function isAddress(written: string): boolean {
  return /^(?:https?|git|ssh):\/\/|^git@/.test(written);
}

/** The files below a folder of a tree; links are not followed. */
export function* filesOf(tree: ContextTree, folder = ''): Generator<string> {
  for (const [name, kind] of tree.list(folder) ?? []) {
    const path = below(folder, name);
    if (kind === 'directory') yield* filesOf(tree, path);
    else if (kind === 'file') yield path;
  }
}

/** Every file of a listing once: those whose sizes are asked for. */
export function filesOfListing({ takes, unread }: ContextListing): readonly string[] {
  return [...new Set([...takes.flatMap(({ files }) => files), ...unread])];
}

/** A part of a context: `node_modules`, 1,200 files, 34 MB. */
export interface Weight {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Files in groups, the heaviest first.
 * @param groupOf the name of a file's group; undefined leaves it out
 */
export function weigh(
  files: Iterable<string>,
  sizes: ReadonlyMap<string, number>,
  groupOf: (path: string) => string | undefined,
): readonly Weight[] {
  const groups = new Map<string, { files: number; bytes: number }>();
  for (const file of files) {
    const name = groupOf(file);
    if (name === undefined) continue;
    const group = groups.get(name) ?? { files: 0, bytes: 0 };
    groups.set(name, { files: group.files + 1, bytes: group.bytes + (sizes.get(file) ?? 0) });
  }
  return [...groups]
    .map(([path, weight]) => ({ path, ...weight }))
    .sort((a, b) => b.bytes - a.bytes || b.files - a.files || a.path.localeCompare(b.path));
}

/** `src/a/b.ts` → `src`; a file at the top is its own group. */
export function topOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}

/** The outermost folder on the way to a file that holds none of the others; the file itself where each of them does. */
export function apartFrom(others: Iterable<string>): (path: string) => string {
  const shared = new Set([...others].flatMap(parentsOf));
  return (path) => parentsOf(path).find((folder) => !shared.has(folder)) ?? path;
}

/** `a/b/c` → `a`, `a/b`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

export function totalBytes(weights: readonly Weight[]): number {
  return weights.reduce((sum, { bytes }) => sum + bytes, 0);
}
