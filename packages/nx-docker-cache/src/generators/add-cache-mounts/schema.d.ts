/* Generated from schema.json by `npm run codegen`. */

/**
 * Gives every RUN that fills the cache of a package manager the BuildKit cache mount that keeps it between builds, with what the tool needs beside it, and removes what would empty or defeat it. Everything else in the Dockerfile stays as it is; what is left alone is listed with the reason.
 */
export interface AddCacheMountsGeneratorSchema {
  /**
   * The project whose Dockerfiles are upgraded: Dockerfile, Dockerfile.<variant> and <variant>.Dockerfile in its folder.
   */
  project?: string;
  /**
   * Upgrade the Dockerfiles of every project.
   */
  all?: boolean;
  /**
   * Only this Dockerfile: a path relative to the workspace, or to the project's folder.
   */
  dockerfile?: string;
  /**
   * How builds that run at the same time use the mount. Without it nothing is written and BuildKit shares it.
   */
  sharing?: 'shared' | 'private' | 'locked';
  /**
   * The id of new mounts; with several tools each appends its name. Without it BuildKit takes the target folder, or the recipe names the release and the architecture.
   */
  id?: string;
  /**
   * Upgrade ONBUILD instructions too.
   */
  onbuild?: boolean;
  /**
   * Add a `# syntax=docker/dockerfile:1` line to changed files that have none, for engines with an old BuildKit.
   */
  syntax?: boolean;
  /**
   * Move an install above the copy of the sources, below a copy of its manifests alone, where it is certain that it reads nothing else.
   */
  reorder?: boolean;
  /**
   * Let uv install what `pip install` installs, wherever that is the same: uv comes from a stage of its own, and is part of no image. What stays with pip is listed with the reason.
   */
  use?: 'uv';
  /**
   * With `--use uv`: the version of uv that is written into the Dockerfile. Without it the one that the conversion was tried with.
   */
  uvVersion?: string;
  /**
   * How packages are compiled when they are installed. With `--use uv`: `compile`, as pip does and on all cores, or `skip`, which leaves it to the first start of the program. With pip: `parallel` lets it leave that to one step behind the install that uses all cores. Without it they are compiled as they always are.
   */
  bytecode?: 'compile' | 'skip' | 'parallel';
  /**
   * Only these tools, by the names of their recipes.
   */
  only?: string[];
}
