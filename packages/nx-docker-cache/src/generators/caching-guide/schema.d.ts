/* Generated from schema.json by `npm run codegen`. */

/**
 * Writes DOCKER_CACHING_GUIDE.md: the projects with images and their cache mounts, their commands, what their builds took on this machine, and where to look when something is wrong. Run again, it renews these parts and keeps everything that was written by hand.
 */
export interface CachingGuideGeneratorSchema {
  /**
   * Where the guide stands, relative to the workspace.
   */
  file?: string;
}
