/* Generated from schema.json by `npm run codegen`. */

/**
 * Reads Dockerfiles as BuildKit does and prints their instructions, stages and mounts, or why BuildKit cannot read them. Several files give one JSON document a line.
 */
export interface InspectCommandSchema {
  /**
   * The Dockerfiles, or folders with one.
   */
  files: string[];
  /**
   * Print one JSON document a file and line (node_modules/nx-docker-cache/docs/inspect.md) instead of the summary.
   */
  json?: boolean;
}
