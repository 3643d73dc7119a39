/* Generated from schema.json by `npm run codegen`. */

/**
 * Builds what has changed (see compose-build), starts the services in the background, and waits until they are running, and healthy where they say what that is. A service that is not is named, with the end of its log.
 */
export interface ComposeUpExecutorSchema {
  /**
   * Compose files, relative to the workspace, in the order in which they override each other. Without them compose finds its own in the project's folder (compose.yaml, compose.yml, docker-compose.yaml, docker-compose.yml, and those that override them).
   */
  files?: string[];
  /**
   * Files with variables in place of `.env`, relative to the workspace.
   */
  envFiles?: string[];
  /**
   * Profiles whose services take part.
   */
  profiles?: string[];
  /**
   * Name of the compose project. Without it compose's own: `name` in the file, or the folder.
   */
  projectName?: string;
  /**
   * Only these services. Without them all.
   */
  services?: string[];
  /**
   * Build what has changed first.
   */
  build?: boolean;
  /**
   * Seconds to wait for the services.
   */
  waitTimeout?: number;
  /**
   * Build every service, and run every RUN again; the cache mounts stay warm.
   */
  noCache?: boolean;
  /**
   * Show all steps, also those BuildKit adds, with everything they print.
   */
  verbose?: boolean;
}
