/* Generated from schema.json by `npm run codegen`. */

/**
 * Shows, for each project, its cache mounts (size, last use, with which projects they are shared, and what the builder's garbage collection will do with them), its layers and its last build; the builder's total against its limits; mounts that no Dockerfile names any more, and mounts of others. Nothing is changed. The projects are those of the Nx workspace around the present folder; without one, the folders with a Dockerfile in the git repository around it (outside of one: below it), by their names.
 */
export interface CacheStatusCommandSchema {
  /**
   * Only these projects.
   */
  projects?: string[];
  /**
   * Name of the buildx builder. Without it the one in use.
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
