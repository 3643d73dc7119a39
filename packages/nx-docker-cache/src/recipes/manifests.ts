import type { Subcommand } from './recipe';

/** A word of a call; `value` is undefined where only the build knows it. */
export interface CallWord {
  readonly text: string;
  readonly value: string | undefined;
}

/** The files that the instructions above a call have copied from the build context, by their absolute paths in the image. */
export interface CopiedFiles {
  /** Undefined for what is not among them. */
  text(path: string): string | undefined;
  /** What is in a folder; empty for what is none. */
  names(folder: string): readonly string[];
}

/** A variable that the Dockerfile or the script sets; `value` is undefined where only the build knows it. */
export interface SetVariable {
  readonly value: string | undefined;
}

/** A call of a tool, as far as it decides what it reads. */
export interface InstallCall {
  /** What follows the program. */
  readonly words: readonly CallWord[];
  /** Where it runs, absolute; undefined where it is not known. */
  readonly folder: string | undefined;
  /** Undefined for a variable that nothing sets. */
  readonly variable: (name: string) => SetVariable | undefined;
  readonly copied: CopiedFiles;
}

/** Why a call is not known to read its manifests alone. */
export type ReadsReason =
  | 'reads-sources'
  | 'reads-unknown'
  | 'manifest-missing'
  | 'manifest-unknown'
  | 'lock-may-change'
  | 'secret-in-manifest';

/** What a call reads and writes of the project. Paths are absolute, in the image. */
export interface ManifestReads {
  readonly kind: 'reads';
  /** Files that it reads where they are there. */
  readonly files: readonly string[];
  /** Files that may come later and would be read then: lock files. */
  readonly later: readonly string[];
  /** Folders that it reads as a whole where they are there. */
  readonly folders: readonly string[];
  /** What it may write: the copy of the sources must not hold any of it. */
  readonly writes: readonly string[];
  /** What it writes and what developers have on their machines as well: the ignore file has to name it. */
  readonly outputs: readonly string[];
}

export type InstallReads =
  | ManifestReads
  | { readonly kind: 'declined'; readonly reason: ReadsReason; readonly detail: string }
  /** It is no install: it builds, runs or tests the sources, and belongs below their copy. */
  | { readonly kind: 'uses-sources' };

/** What a tool reads of the project when it installs: where the install may stand above the copy of the sources. */
export interface Manifests {
  /** Further subcommands that neither read nor write anything of the project: they set options in the home folder. */
  readonly neutral: readonly Subcommand[];
  /** Of such a call that names no copied file: whether what it sets is none of the project's files either. */
  readonly isNeutral?: (call: InstallCall) => boolean;
  readonly reads: (call: InstallCall) => InstallReads;
}

/** What a call reads that reads nothing. */
export const READS_NOTHING: ManifestReads = {
  kind: 'reads',
  files: [],
  later: [],
  folders: [],
  writes: [],
  outputs: [],
};

export function readsDeclined(reason: ReadsReason, detail: string): InstallReads {
  return { kind: 'declined', reason, detail };
}

export const USES_SOURCES: InstallReads = { kind: 'uses-sources' };

/** For a tool whose manifests nobody has looked up yet: its installs stay where they are, with that reason. */
export function manifestsUnknown(tool: string): Manifests {
  return { neutral: [], reads: () => readsDeclined('reads-unknown', tool) };
}

/** For a tool that only ever builds from the sources. */
export const ALWAYS_USES_SOURCES: Manifests = { neutral: [], reads: () => USES_SOURCES };
