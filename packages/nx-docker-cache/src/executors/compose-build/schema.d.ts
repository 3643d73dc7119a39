/* Generated from schema.json by `npm run codegen`. */

/**
 * Builds the services of compose files that have a build section and of which something has changed: the section, the Dockerfile, the ignore file or a file of the context, or the image that is in the engine. Each service is built as by the executor build, with the times of its steps in a record of its own (dist/docker/<project>/compose/<service>/build.json) and in the history. What a build of ours could not say exactly is built by docker compose, with the reason.
 */
export interface ComposeBuildExecutorSchema {
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
   * Build every service, and run every RUN again; the cache mounts stay warm.
   */
  noCache?: boolean;
  /**
   * Show all steps, also those BuildKit adds, with everything they print.
   */
  verbose?: boolean;
}
