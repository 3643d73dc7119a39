/* Generated from schema.json by `npm run codegen`. */

/**
 * Adds cache_from and cache_to to the build sections of a compose file. Everything else stays, byte for byte: comments, quotes, the order of keys. A section that cannot be edited safely (an alias, a merge, braces on one line) is left alone, with the reason.
 */
export interface AddComposeCacheGeneratorSchema {
  /**
   * The project whose compose file is edited: compose.yaml, compose.yml, docker-compose.yml or docker-compose.yaml in its folder.
   */
  project?: string;
  /**
   * This compose file, relative to the workspace, in place of the project's own.
   */
  file?: string;
  /**
   * Only this service. Without it all that build something.
   */
  service?: string;
  /**
   * Where layers may be taken from: `type=registry,ref=ghcr.io/acme/shop:cache`.
   */
  cacheFrom?: string[];
  /**
   * Where layers are exported to: `type=registry,ref=ghcr.io/acme/shop:cache,mode=max`. Cache mounts are never exported.
   */
  cacheTo?: string[];
}
