/* Generated from schema.json by `npm run codegen`. */

/**
 * Reports on the last run of Nx in this workspace, or without Nx on the last build in this git repository: the critical path through tasks and steps, why steps ran, and how it compares with earlier builds. Writes the report as Markdown to the file of GITHUB_STEP_SUMMARY when that variable is set.
 */
export interface ReportCommandSchema {
  /**
   * Only this project.
   */
  project?: string;
  /**
   * How many runs are looked back at.
   */
  last?: number;
  /**
   * Write the report as one HTML page to this file: it needs nothing else, no network and no other file.
   */
  html?: string;
  /**
   * Show the HTML page in the browser, from a temporary file where `html` names none. A page that cannot be shown is no failure.
   */
  open?: boolean;
  /**
   * Write a Chrome trace to this file: it opens in Perfetto. The tasks of NX_PROFILE are merged into it when that variable names Nx's profile.
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
   * End with status 1 when a build was this many percent slower than the median of the last ten of its kind: the same target with the same steps run, on the same machine and builder. Fewer than three such builds are not judged, nor is an image that was built together with others.
   */
  failOnRegression?: number;
}
