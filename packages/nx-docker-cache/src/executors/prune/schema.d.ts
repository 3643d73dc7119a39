/* Generated from schema.json by `npm run codegen`. */

/**
 * Removes the project's cache from a builder and nothing else: cache mounts that only Dockerfiles of the project name, layers that its recorded builds made and that are not known to be in an image, and its old images without a tag. A mount that another project uses too stays unless it is named, and so does what a build is using. What goes and what stays is printed first; the bytes that are freed are measured.
 */
export interface PruneExecutorSchema {
  /**
   * Of all projects of the workspace, not only of this one.
   */
  allProjects?: boolean;
  /**
   * Only mounts of these tools (`pip`, `apt`, `npm`, …), and neither layers nor images.
   */
  tool?: string[];
  /**
   * Ids of mounts that go although other projects use them too.
   */
  mount?: string[];
  /**
   * Only what was not used for so long: `7d`, `12h`, `2w`.
   */
  olderThan?: string;
  /**
   * Of what would go, so much stays, of what was used last: `5GB`, `512MiB`.
   */
  keepStorage?: string;
  /**
   * Also mounts that builds of this workspace used and that none of its Dockerfiles names any more.
   */
  orphans?: boolean;
  /**
   * Empty the whole builder, also of what others have in it. Asks on a terminal; elsewhere it needs `yes`.
   */
  everything?: boolean;
  /**
   * With `everything`: do not ask.
   */
  yes?: boolean;
  /**
   * Print what would go and how much, and remove nothing.
   */
  dryRun?: boolean;
  /**
   * Name of the buildx builder. Without it that of the project's build target, or the one in use.
   */
  builder?: string;
  /**
   * Print what goes, what stays and what was freed as one JSON document.
   */
  json?: boolean;
}
