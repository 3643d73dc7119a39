/* Generated from schema.json by `npm run codegen`. */

/**
 * Copies cache mounts, which stay on the builder, into files that a CI can keep: one archive a mount, and a manifest. Mounts that several projects share are saved once. What an earlier save left in the folder is replaced when the new one is whole. A mount that the builder does not hold, that is empty, or that a build is using is not saved, and that is said.
 */
export interface SaveCacheExecutorSchema {
  /**
   * The folder, relative to the workspace. Without it `.docker-cache/` and the project's name.
   */
  to?: string;
  /**
   * Only mounts with these ids, or of these tools (`pip`, `apt`, `npm`, …).
   */
  only?: string[];
  /**
   * No more than this, by the bytes of the files: `2GB`, `512MiB`. The largest mounts are left out first, and that is said.
   */
  maxSize?: string;
  /**
   * Print what would be saved, and write nothing.
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
