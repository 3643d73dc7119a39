/* Generated from schema.json by `npm run codegen`. */

/**
 * Stops the services of compose files and removes their containers and networks. Images, cache and, unless asked, volumes stay.
 */
export interface ComposeDownExecutorSchema {
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
   * Remove the volumes that the files declare, with all that is in them.
   */
  volumes?: boolean;
  /**
   * Remove containers of services that the files do not name any more.
   */
  removeOrphans?: boolean;
}
