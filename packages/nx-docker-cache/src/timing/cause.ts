/** Why a step ran and was not taken from the cache. Each says what is known; what is not known is `unknown`. */
export type Cause =
  | FileChanged
  | InstructionChanged
  /** A build argument has another value, was not given before, or is not given any more. Names only. */
  | { readonly kind: 'argument-changed'; readonly names: readonly string[] }
  /** An option of the build that is part of the step's key (`network`, `addHosts`, …). Names only. */
  | { readonly kind: 'option-changed'; readonly names: readonly string[] }
  | {
      readonly kind: 'base-image-moved';
      readonly image: string;
      readonly before: string | undefined;
      readonly after: string | undefined;
    }
  /** A step that it builds on ran for a cause that gives this step another key too. `step` is its digest. */
  | { readonly kind: 'step-above-ran'; readonly step: string }
  /** Nothing is known of an earlier build of this target. */
  | { readonly kind: 'first-build-here' }
  /** Nothing says that it changed, but the last build did not finish it: it failed before, or did not need it. */
  | { readonly kind: 'not-in-last-build' }
  /** Earlier builds of this target went to another builder. `before` is the name of the latest one. */
  | { readonly kind: 'builder-changed'; readonly before: string }
  /** Nothing changed: the cache has lost what it had. */
  | { readonly kind: 'evicted' }
  /** The build was asked to run it: `noCache`, `rawNoCache`, `--no-cache-filter`. */
  | { readonly kind: 'no-cache-asked' }
  | { readonly kind: 'unknown'; readonly why: string };

export type CauseKind = Cause['kind'];

export interface FileChanged {
  readonly kind: 'file-changed';
  /** The first ones in the order of their paths. */
  readonly files: readonly FileChange[];
  /** How many there are besides. */
  readonly more: number;
}

export interface FileChange {
  /** Relative to the build context. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'content' | 'mode';
  /** What changed in it, for files that list dependencies; undefined for others, and where both lists are not known. */
  readonly entries: EntryChanges | undefined;
}

/** The entries of a requirements, lock or manifest file. */
export interface EntryChanges {
  /** The first ones in the order of their names. */
  readonly changes: readonly EntryChange[];
  readonly more: number;
}

/** One entry: `before` is absent when it was added, `after` when it was removed. */
export interface EntryChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface InstructionChanged {
  readonly kind: 'instruction-changed';
  readonly change: 'edited' | 'added' | 'removed';
  /** `RUN`, `ENV`, …: the step's own instruction, or the one that sets what the step depends on. */
  readonly instruction: string;
  /** In the Dockerfile as it is now; undefined for one that was removed. */
  readonly line: number | undefined;
  /** Masked, as the record shows instructions. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Why one step ran. */
export interface Explanation {
  /** The one that names best what to look at. It alone would have made the step run. */
  readonly cause: Cause;
  /** Others that would have made it run as well. */
  readonly also: readonly Cause[];
}
