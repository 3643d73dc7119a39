/* Generated from schema.json by `npm run codegen`. */

/**
 * Gives an install of pinned requirements, or of a lock file of uv, a base layer: a snapshot of them, installed in a layer of its own, so that one more package costs one package, not all of them. Snapshots that are there are renewed when that is due. The environment that comes out is that of a plain install.
 */
export interface SplitRequirementsCommandSchema {
  /**
   * The Dockerfiles, or folders with one.
   */
  files: string[];
  /**
   * Write the files instead of saying what would be written.
   */
  write?: boolean;
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
  /**
   * The build context. Without it the folder of the Dockerfile, or the current one where what is copied is only there.
   */
  context?: string;
  /**
   * For people (text), or one JSON document a line and file.
   */
  format?: 'text' | 'json';
  /**
   * The same as --format=json.
   */
  json?: boolean;
}
