/* Generated from schema.json by `npm run codegen`. */

/**
 * Shows the project's cache mounts (size, last use, with which projects they are shared, and what the builder's garbage collection will do with them), its layers and its last build, and the builder's total against its limits. Nothing is changed.
 */
export interface CacheStatusExecutorSchema {
  /**
   * Show all projects of the workspace, mounts that none of their Dockerfiles names any more, and mounts of others.
   */
  workspace?: boolean;
  /**
   * Name of the buildx builder. Without it that of the project's build target, or the one in use.
   */
  builder?: string;
  /**
   * Print one JSON document, alone on standard output; with `watch` one a line.
   */
  json?: boolean;
  /**
   * Look again and again, until Ctrl-C. A look can cost a build that runs at the same moment a mount: see node_modules/nx-docker-cache/docs/cache-care.md.
   */
  watch?: boolean;
  /**
   * With `watch`: seconds between two looks.
   */
  interval?: number;
}
