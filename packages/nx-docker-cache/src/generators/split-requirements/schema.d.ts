/* Generated from schema.json by `npm run codegen`. */

/**
 * Gives an install of pinned requirements, or of a lock file of uv, a base layer: a snapshot of them, installed in a layer of its own, so that one more package costs one package, not all of them. Snapshots that are there are renewed when that is due. The environment that comes out is that of a plain install.
 */
export interface SplitRequirementsGeneratorSchema {
  /**
   * The project whose Dockerfiles are split: Dockerfile, Dockerfile.<variant> and <variant>.Dockerfile in its folder, and those of its build targets.
   */
  project?: string;
  /**
   * The Dockerfiles of every project.
   */
  all?: boolean;
  /**
   * Only this Dockerfile: a path relative to the workspace, or to the project's folder.
   */
  dockerfile?: string;
  /**
   * The requirements files name every package that is installed (as `pip freeze` writes them), although nothing in them shows it.
   */
  complete?: boolean;
  /**
   * Take snapshots that are there anew, also where that is not due.
   */
  renew?: boolean;
  /**
   * So many packages may differ from a snapshot before a new one is due.
   */
  mostInDelta?: number;
}
