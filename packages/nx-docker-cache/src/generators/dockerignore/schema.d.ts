/* Generated from schema.json by `npm run codegen`. */

/**
 * Completes the ignore file of a build context, or writes one, from what its Dockerfiles read and what the project holds: folders that tools make on a developer's machine, files with secrets, and what no instruction reads. A file that a COPY, an ADD or a bind mount names is never left out. What is there stays, byte for byte.
 */
export interface DockerignoreGeneratorSchema {
  /**
   * The project whose Dockerfiles are looked at: Dockerfile, Dockerfile.<variant> and <variant>.Dockerfile in its folder, and those of its build targets.
   */
  project?: string;
  /**
   * Complete the ignore files of every project.
   */
  all?: boolean;
  /**
   * Only for this Dockerfile: a path relative to the workspace, or to the project's folder.
   */
  dockerfile?: string;
}
