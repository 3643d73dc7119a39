import type { MountKey } from '../mount-key';
import type { Skip } from './plan-carry';

/** Raised when a field changes its meaning or goes away. */
export const CARRY_SCHEMA_VERSION = 1;

/** What `save-cache --json` and `restore-cache --json` print: docs/ci.md describes every field. */
export interface CarryReport {
  readonly schemaVersion: typeof CARRY_SCHEMA_VERSION;
  readonly action: 'save' | 'restore';
  readonly dryRun: boolean;
  /** As the user wrote it, or relative to the workspace. */
  readonly folder: string;
  /** In a dry run those that would be. */
  readonly carried: readonly CarriedResult[];
  readonly skipped: readonly Skip[];
  readonly failed: readonly FailedCopy[];
  /** Of all that was carried: of archive files. */
  readonly bytes: number;
  /** From the first look at the builder to the end; absent in a dry run. */
  readonly seconds?: number;
  readonly left?: LeftLayers;
}

export interface CarriedResult {
  readonly key: MountKey;
  readonly id: string;
  readonly target: string;
  readonly tool?: string;
  /** Of the file in the archive. In a dry run of a save what the builder tells of the mount; absent where that is not known. */
  readonly bytes?: number;
  readonly files?: number;
  /** Of the build that copied; absent in a dry run. */
  readonly seconds?: number;
}

export interface FailedCopy {
  readonly id: string;
  readonly target: string;
  readonly why: string;
}

/** The layers of the copying. */
export interface LeftLayers {
  readonly bytes: number;
  /** False: they stay until the builder's garbage collector takes them. */
  readonly removed: boolean;
}
