/* Generated from schema.json by `npm run codegen`. */

/**
 * Reports on the last build of the project and the run of Nx that it was part of: the critical path through tasks and steps, why steps ran, and how it compares with earlier builds.
 */
export interface ReportExecutorSchema {
  /**
   * How many runs are looked back at.
   */
  last?: number;
  /**
   * Write the report as one HTML page to this file, relative to the workspace: it needs nothing else, no network and no other file.
   */
  html?: string;
  /**
   * Show the HTML page in the browser, from a temporary file where `html` names none. A page that cannot be shown is no failure.
   */
  open?: boolean;
  /**
   * Write a Chrome trace to this file, relative to the workspace: it opens in Perfetto. The tasks of NX_PROFILE are merged into it when that variable names Nx's profile.
   */
  trace?: string;
  /**
   * Print one JSON object instead of the tables, alone on standard output.
   */
  json?: boolean;
  /**
   * Print every step that ran with all that is known of why, in place of the tables.
   */
  explain?: boolean;
  /**
   * Fail when a build was this many percent slower than the median of the last ten of its kind: the same target with the same steps run, on the same machine and builder. Fewer than three such builds are not judged, nor is an image that was built together with others.
   */
  failOnRegression?: number;
  /**
   * Report on the last run of the whole workspace, not only on one in which this project took part.
   */
  workspace?: boolean;
}
