/**
 * HMAC-SHA256 with a key that never leaves the machine, 32 hex characters: equal values have equal hashes, nobody else
 * can try values out, and hashes made with different keys (`BuildKey.hashKey`) cannot be compared.
 */
export type KeyedHash = string;

/** What decides for all steps of a build whether BuildKit finds them in its cache. */
export interface BuildKey {
  /** Names the key that the hashes were made with, without telling it. */
  readonly hashKey: string;
  /** The cache that was asked: another builder, or the same name on another engine, has another one. */
  readonly builderId: string;
  readonly noCache: NoCache;
  /** The build arguments that were given, in the order of their names. */
  readonly buildArgs: readonly HashedValue[];
  /** Options that are part of the key of RUN steps, or that decide where cached layers come from. */
  readonly options: readonly HashedValue[];
  /** The image of the frontend (`# syntax=…`) with its digest; undefined for the one that is built into the engine. */
  readonly frontend: string | undefined;
}

/** Which steps were asked to run whatever the cache holds. */
export type NoCache =
  | { readonly kind: 'none' }
  /** Our own `noCache`: every RUN. */
  | { readonly kind: 'runs' }
  /** BuildKit's `--no-cache`. */
  | { readonly kind: 'all' }
  /** BuildKit's `--no-cache-filter`: the steps of these stages. */
  | { readonly kind: 'stages'; readonly stages: readonly string[] };

export interface HashedValue {
  readonly name: string;
  readonly hash: KeyedHash;
}

/** What decides whether BuildKit finds one step in its cache, as far as it shows from outside. */
export interface StepKey {
  readonly instruction: InstructionText;
  /** What earlier instructions have set and the step depends on, in the order of kind and name. */
  readonly settings: readonly Setting[];
  /** What it reads of the build context; undefined when it reads nothing of it. */
  readonly files: FilesRead | undefined;
  /** What decides too and cannot be seen from here, in words: `ADD https://…`, a build context of its own. */
  readonly unseen: readonly string[];
}

export interface InstructionText {
  /** As written, continuations joined; values that look secret are `***`; cut where it is very long. */
  readonly text: string;
  /** Of all of it, as BuildKit reads it. */
  readonly hash: KeyedHash;
  /** 1-based; undefined for an instruction that stands in no line of this Dockerfile (ONBUILD of a base image). */
  readonly line: number | undefined;
}

export type SettingKind = 'from' | 'arg' | 'env' | 'user' | 'shell' | 'workdir';

/**
 * For a RUN every variable in force, for other instructions those they name; the FROM for the first step of a stage.
 */
export interface Setting {
  readonly kind: SettingKind;
  /** Of the variable; `FROM`, `USER`, `SHELL` or `WORKDIR` for the others. */
  readonly name: string;
  readonly value: KeyedHash;
  /** The instruction that sets it. */
  readonly setBy: InstructionText;
}

/** The part of the build context that an instruction reads. */
export interface FilesRead {
  readonly count: number;
  /** Of all contents together. */
  readonly bytes: number;
  /** Of all entries, also of those that are not listed one by one. */
  readonly digest: KeyedHash;
  /**
   * In the order of their paths. Where there are very many, the record of a build puts those below a folder together
   * in one entry; what is kept for the next comparison lists them all.
   */
  readonly entries: readonly FileEntry[];
  /** Changed after the build began: nobody can tell which content BuildKit saw. */
  readonly unsure: readonly string[];
  /** Why the list is not all, in words. Then nothing follows from its being equal. */
  readonly incomplete: string | undefined;
}

export type FileEntry =
  /** `content` of a file's bytes or of a link's target; a folder has none. */
  | {
      readonly kind: 'file' | 'link';
      readonly path: string;
      readonly mode: number;
      readonly content: KeyedHash;
    }
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  /** Everything below a folder, the folder included. */
  | { readonly kind: 'tree'; readonly path: string; readonly count: number; readonly content: KeyedHash };

/** The image that a step stands for: `FROM`, or `COPY --from=` another image. */
export interface BaseImage {
  readonly reference: string;
  /** Its digest, or the id that the engine gives it; undefined where neither can be had. */
  readonly digest: string | undefined;
}
