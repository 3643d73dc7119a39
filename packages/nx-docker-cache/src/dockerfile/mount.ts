import type { Flag } from './syntax';

export const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
export type MountType = (typeof MOUNT_TYPES)[number];

export const SHARING_MODES = ['shared', 'private', 'locked'] as const;
export type SharingMode = (typeof SHARING_MODES)[number];

/** One `key=value` of a mount, or a bare key (`ro`). */
export interface MountField {
  /** Lower-case, as written otherwise (`src` stays `src`). */
  readonly key: string;
  /** After expansion where it is known, as written otherwise; undefined for a bare key. */
  readonly value: string | undefined;
  /** The variables that keep the value from being known. */
  readonly unknown: readonly string[];
}

/** The keys of a mount, aliases resolved. */
export const MOUNT_KEYS = [
  'type',
  'from',
  'source',
  'target',
  'readonly',
  'readwrite',
  'required',
  'size',
  'id',
  'sharing',
  'mode',
  'uid',
  'gid',
  'env',
] as const;
export type MountKey = (typeof MOUNT_KEYS)[number];

/** What a mount says. A value that is not known yet is left out: see `unknownKeys`. */
export interface MountContent {
  readonly type: MountType;
  readonly target: string | undefined;
  readonly source: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
  /** Undefined when not given: BuildKit then takes `shared`. */
  readonly sharing: SharingMode | undefined;
  /** Cache and tmpfs mounts are writable unless they say otherwise, all others read-only. */
  readonly readonly: boolean;
  readonly required: boolean;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The number that the octal digits mean: `0755` is 493. */
  readonly mode: number | undefined;
  /** As written (`64m`); tmpfs only. */
  readonly size: string | undefined;
  /** The environment variable of a secret. */
  readonly env: string | undefined;
}

/** A `--mount` flag as BuildKit reads it. */
export interface Mount extends MountContent {
  readonly flag: Flag;
  /** The fields in their order. */
  readonly fields: readonly MountField[];
  /** The keys (`target` for `dst` and `destination` too) whose value holds a variable that is not known. */
  readonly unknownKeys: readonly MountKey[];
  /** Why BuildKit refuses it, in its own words; empty when it does not. It stops at the first, and so does the reading. */
  readonly problems: readonly string[];
}
