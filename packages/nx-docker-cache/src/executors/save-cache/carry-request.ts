import type { CacheRequest } from '../cache-status/cache-request';

/** Where an archive is when nobody says so; of one project alone, a folder of its name in it. */
export const ARCHIVE_FOLDER = '.docker-cache';

/** What saving and restoring have in common. */
export interface CarryRequest extends CacheRequest {
  /** By name; empty: all of the workspace. */
  readonly projects: readonly string[];
  /** Absolute: where the archive is. */
  readonly folder: string;
  /** Ids and tools; empty: all mounts. */
  readonly only: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export interface SaveRequest extends CarryRequest {
  /** Undefined: no limit. */
  readonly maxBytes: number | undefined;
}

export interface RestoreRequest extends CarryRequest {
  /** An archive that is not there is no error. */
  readonly ifPresent: boolean;
}
