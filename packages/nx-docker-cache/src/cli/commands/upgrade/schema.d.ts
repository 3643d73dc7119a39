/* Generated from schema.json by `npm run codegen`. */

/**
 * Gives every RUN that fills the cache of a package manager the cache mount that keeps it between builds, removes what would empty or defeat it, and puts installs above the copy of the sources where that changes nothing. Prints a unified diff; writes only with --write. What is left alone is listed with the reason.
 */
export interface UpgradeCommandSchema {
  /**
   * The Dockerfiles, or folders with one.
   */
  files: string[];
  /**
   * Write the files instead of printing the diff.
   */
  write?: boolean;
  /**
   * Print the new text of the one file instead of the diff.
   */
  stdout?: boolean;
  /**
   * Only these package managers.
   */
  only?: string[];
  /**
   * How builds that run at the same time use a new mount. Without it nothing is written and BuildKit shares it.
   */
  sharing?: 'shared' | 'private' | 'locked';
  /**
   * The id of new mounts. Without it nothing is written and BuildKit takes the target folder.
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
   * The build context, for the order of the layers. Without it the folder of the Dockerfile, or the current one where what is copied is only there.
   */
  context?: string;
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
   * For people (text), or one JSON document a line and file: what was changed, what was not and why, the pages of the recipes, and the diff.
   */
  format?: 'text' | 'json';
  /**
   * The same as --format=json.
   */
  json?: boolean;
}
