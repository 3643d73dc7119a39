/* Generated from schema.json by `npm run codegen`. */

/**
 * Copies what `save-cache` has saved into the cache mounts that the Dockerfiles have now: those with the same id, owner and platform. Nothing in a mount is removed, and what is newer there stays. A mount that holds as much already is left alone.
 */
export interface RestoreCacheExecutorSchema {
  /**
   * The folder, relative to the workspace. Without it `.docker-cache/` and the project's name.
   */
  from?: string;
  /**
   * Only mounts with these ids, or of these tools (`pip`, `apt`, `npm`, …).
   */
  only?: string[];
  /**
   * An archive that is not there is no error: the first run of a pipeline has none yet.
   */
  ifPresent?: boolean;
  /**
   * Print what would be restored, and change nothing.
   */
  dryRun?: boolean;
  /**
   * Name of the buildx builder. Without it that of the project's build target, or the one in use.
   */
  builder?: string;
  /**
   * Print what was carried, what was not and why, bytes and seconds as one JSON document, alone on standard output.
   */
  json?: boolean;
}
