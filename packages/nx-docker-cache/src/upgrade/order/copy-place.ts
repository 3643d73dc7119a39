import { posix } from 'node:path';
import { instructionReads, type Read } from '../../context/build-reads';
import { below, pathInContext } from '../../context/clean-path';
import type { EntryKind } from '../../context/context-tree';
import { followLinks } from '../../context/follow-links';
import { hasWildcard, matchPath } from '../../context/match-path';
import { kindAt, type SentFiles } from '../../context/project-files';
import { copySources, type CopySources } from '../../dockerfile/copy-sources';
import { mountsOf } from '../../dockerfile/mounts';
import type { Scope } from '../../dockerfile/scope';
import type { ScopedInstruction, Stage } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import { instructionsAbove, type RunSite, type Sites } from '../sites';
import { isWithin } from '../../context/within';

/** A file of the context, or a folder with all that is in it, and where it goes. Paths are clean. */
export interface CopyRoot {
  /** Relative to the context, '' being all of it. */
  readonly context: string;
  /** Absolute, in the image. */
  readonly image: string;
  readonly kind: 'file' | 'directory';
}

/** Where a COPY or ADD puts what. */
export type CopyPlace =
  | {
      readonly kind: 'context';
      readonly instruction: Instruction;
      /** The destination as it is written, and the folder or file that it is. */
      readonly written: string;
      readonly path: string;
      readonly roots: readonly CopyRoot[];
    }
  /** From the context too, but what or where to is not known. */
  | { readonly kind: 'unknown'; readonly instruction: Instruction; readonly path: string | undefined }
  /** From another stage, an image, an address, a heredoc or an archive. */
  | { readonly kind: 'elsewhere'; readonly instruction: Instruction; readonly path: string | undefined };

export type ContextPlace = Extract<CopyPlace, { kind: 'context' }>;

/**
 * What the instructions above a RUN have copied, those of the stages below its own included. `baseFolder` stands for the
 * working folder of a base image, which is not known.
 */
export function copyPlacesAbove(
  sites: Sites,
  site: RunSite,
  files: SentFiles,
  baseFolder?: string,
): CopyPlace[] {
  return instructionsAbove(sites, site).flatMap(
    (scoped) => copyPlace(scoped, sites.stages, files, baseFolder) ?? [],
  );
}

/**
 * What the mounts of a RUN put in front of that: a bind mount a file or folder of the context, every other one something that
 * is not known here.
 */
export function mountPlaces({ run, scope }: RunSite, files: SentFiles): CopyPlace[] {
  return mountsOf(run, scope.expand).map((mount): CopyPlace => {
    const { type, from, source = '', target, unknownKeys, problems } = mount;
    const path = target === undefined ? undefined : absolute(target, scope);
    if (type !== 'bind' || from !== undefined) return { kind: 'elsewhere', instruction: run, path };
    const isKnown = unknownKeys.length === 0 && problems.length === 0 && path !== undefined;
    const roots = isKnown ? rootOf(pathInContext(source), path, files) : [];
    return isKnown && roots.length > 0
      ? { kind: 'context', instruction: run, written: target ?? '', path, roots }
      : { kind: 'unknown', instruction: run, path };
  });
}

/** Undefined for everything but COPY and ADD. */
export function copyPlace(
  scoped: ScopedInstruction,
  stages: readonly Stage[],
  files: SentFiles,
  baseFolder?: string,
): CopyPlace | undefined {
  const { instruction, scope } = scoped;
  const copied = copySources(instruction);
  if (copied?.destination === undefined) return undefined;
  const written = copied.destination.text;
  const path = absolute(written, scope, baseFolder);
  const [read] = instructionReads(scoped, stages);
  if (read?.origin.kind !== 'context' || copied.heredocs.length > 0)
    return { kind: 'elsewhere', instruction, path };
  const patterns = plainPatterns(read, copied);
  if (patterns === undefined || path === undefined) return { kind: 'unknown', instruction, path };
  const isFolder =
    /(?:^|\/)\.{0,2}$/.test(written) ||
    patterns.length > 1 ||
    patterns.some(hasWildcard) ||
    (scope.workdir.kind === 'known' && scope.workdir.value === path);
  const roots = rootsOf(patterns, { path, isFolder }, files);
  if (roots?.some((root) => isUnpacked(instruction, root, files)) === true)
    return { kind: 'elsewhere', instruction, path };
  return roots === undefined
    ? { kind: 'unknown', instruction, path }
    : { kind: 'context', instruction, written, path, roots };
}

/** The sources of an instruction that names them without variables and leaves nothing out. */
function plainPatterns({ sources, parents }: Read, copied: CopySources): readonly string[] | undefined {
  if (parents || copied.excludes.length > 0 || copied.sources.some(({ text }) => text.includes('$')))
    return undefined;
  const patterns = sources.flatMap((source) => (source.kind === 'pattern' ? [source.pattern] : []));
  return patterns.length === sources.length ? patterns : undefined;
}

function absolute(written: string, { expand, workdir }: Scope, baseFolder?: string): string | undefined {
  const expanded = expand(written);
  if (expanded.kind !== 'known') return undefined;
  if (expanded.value.startsWith('/')) return clean(expanded.value);
  if (workdir.kind === 'known') return clean(posix.join(workdir.value, expanded.value));
  if (workdir.kind === 'unknown' || baseFolder === undefined) return undefined;
  const path = clean(posix.join(baseFolder, expanded.value));
  return isWithin(path, baseFolder) ? path : undefined;
}

function clean(path: string): string {
  return posix.resolve('/', path);
}

/** Whether ADD unpacks a file: it may hold anything. The engine looks at the first bytes, whatever the name. */
function isUnpacked({ name }: Instruction, { context, kind }: CopyRoot, files: SentFiles): boolean {
  if (name !== 'ADD' || kind !== 'file') return false;
  if (/\.(?:tar|t[gbxl]z2?|tar\.\w+|gz|bz2|xz|zst|lzma)$/i.test(context)) return true;
  const text = files.text(context) ?? '';
  return /^(?:\u001f|BZh|\ufffd?7zXZ)/.test(text) || text.slice(257, 262) === 'ustar';
}

function rootsOf(
  patterns: readonly string[],
  { path, isFolder }: { readonly path: string; readonly isFolder: boolean },
  files: SentFiles,
): CopyRoot[] | undefined {
  const roots: CopyRoot[] = [];
  for (const pattern of patterns) {
    const found = matchesOf(pathInContext(pattern), files);
    if (found === undefined) return undefined;
    for (const source of found) {
      const context = followLinks(source, files)?.path ?? source;
      const kind = kindAt(files, context);
      if (kind === 'directory') roots.push({ context, image: path, kind });
      if (kind === 'file')
        roots.push({ context, image: isFolder ? posix.join(path, posix.basename(source)) : path, kind });
    }
  }
  return roots;
}

/** A bind mount's source is one path: it knows no wildcards. */
function rootOf(source: string, image: string, files: SentFiles): CopyRoot[] {
  const context = followLinks(source, files)?.path ?? source;
  const kind = kindAt(files, context);
  return kind === 'directory' || kind === 'file' ? [{ context, image, kind }] : [];
}

/** Undefined for wildcards in front of the last name. */
function matchesOf(pattern: string, files: SentFiles): readonly string[] | undefined {
  if (!hasWildcard(pattern)) return [pattern];
  const cut = pattern.lastIndexOf('/');
  const folder = pattern.slice(0, Math.max(cut, 0));
  if (hasWildcard(folder)) return undefined;
  const names = [...(files.list(folder)?.keys() ?? [])];
  return names.map((name) => below(folder, name)).filter((path) => matchPath(pattern, path));
}

/** What of the context an instruction puts at a path of the image. */
export interface Origin {
  readonly context: string;
  readonly kind: EntryKind;
}

export function originOf({ roots }: ContextPlace, path: string, files: SentFiles): Origin | undefined {
  for (const root of [...roots].reverse()) {
    if (root.kind === 'file' && root.image === path) return { context: root.context, kind: 'file' };
    if (root.kind === 'file' || !isWithin(path, root.image)) continue;
    const rest = posix.relative(root.image, path);
    const context = rest === '' ? root.context : below(root.context, rest);
    const kind = kindAt(files, context);
    if (kind !== undefined) return { context, kind };
  }
  return undefined;
}

/** Whether an instruction would put something at or below a path, or a file where the path has a folder; `ever`: some day. */
export function wouldPut(place: ContextPlace, path: string, files: SentFiles, when: 'now' | 'ever'): boolean {
  return place.roots.some((root) => {
    if (isWithin(root.image, path) && root.image !== path) return true;
    if (root.kind === 'file') return isWithin(path, root.image);
    if (!isWithin(path, root.image)) return false;
    const rest = posix.relative(root.image, path);
    const context = rest === '' ? root.context : below(root.context, rest);
    if (when === 'ever') return context === '' || files.wouldSend(context);
    return rest === '' || kindAt(files, context) !== undefined || isBelowFile(context, files);
  });
}

function isBelowFile(path: string, files: SentFiles): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => {
    const kind = kindAt(files, parts.slice(0, index).join('/'));
    return index > 0 && kind !== undefined && kind !== 'directory';
  });
}
