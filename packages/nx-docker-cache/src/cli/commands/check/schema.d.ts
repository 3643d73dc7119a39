/* Generated from schema.json by `npm run codegen`. */

/**
 * Looks for what makes builds of a Dockerfile slow, unsafe or wrong: package managers without a cache mount, mounts that are of no use, layers that are made again for nothing. Every rule has a page in docs/rules. A comment `# nx-docker-cache ignore=NDC010 reason` above an instruction suppresses a finding.
 */
export interface CheckCommandSchema {
  /**
   * The Dockerfiles.
   */
  files: string[];
  /**
   * Make the edits of `nx-docker-cache upgrade` first, and report what is left.
   */
  fix?: boolean;
  /**
   * Codes of rules that are not looked for.
   */
  ignore?: string[];
  /**
   * How many warnings are accepted. More of them, or an error, end with status 1. Notes (info) never do.
   */
  maxWarnings?: number;
  /**
   * Print one JSON document a line and file.
   */
  json?: boolean;
}
