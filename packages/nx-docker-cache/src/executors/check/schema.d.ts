/* Generated from schema.json by `npm run codegen`. */

/**
 * Looks for what makes builds slow, unsafe or wrong: in Dockerfiles (package managers without a cache mount, mounts that are of no use, layers that are made again for nothing), in their build contexts, in the requirements files that they install from, and on the machine that builds. Every rule has a page in node_modules/nx-docker-cache/docs/rules. A comment `# nx-docker-cache ignore=NDC010 reason` above an instruction suppresses a finding.
 */
export interface CheckExecutorSchema {
  /**
   * Path of the Dockerfile, relative to the workspace. Without it those of the build targets.
   */
  dockerfile?: string;
  /**
   * The build context: `project`, `workspace`, a folder relative to the workspace, or `auto`. Without it that of the build target.
   */
  context?: string;
  /**
   * The target of the project whose Dockerfile, context, builder and exported cache are judged. Without it all build targets of the project, or `docker-build` for a Dockerfile that is named. Options of this target win.
   */
  buildTarget?: string;
  /**
   * Judge the machine too: the engine, buildx, the builder and its garbage collection, the disk, proxies. An engine that does not answer fails the task.
   */
  machine?: boolean;
  /**
   * Ask BuildKit for its own checks (`docker buildx build --call=check`) of each Dockerfile, where there is an engine with the driver `docker` that has them; their names are taken by `ignore` too. It may ask registries for base images.
   */
  buildkit?: boolean;
  /**
   * Name of the buildx builder that is judged. Without it that of the build target, or the one in use.
   */
  builder?: string;
  /**
   * Make the edits of `nx-docker-cache upgrade` first, and report what is left.
   */
  fix?: boolean;
  /**
   * Codes of rules, and names of BuildKit's checks, that are not looked for.
   */
  ignore?: string[];
  /**
   * How many warnings are accepted. More of them, or an error, fail the task. Notes (info) never do.
   */
  maxWarnings?: number;
  /**
   * `text` with the lines that findings are about (and annotations for GitHub where GITHUB_ACTIONS is set), `json` with one document a line for each thing that is judged, or `sarif` (2.1.0).
   */
  format?: 'text' | 'json' | 'sarif';
  /**
   * Write the findings in this format to a file, relative to the workspace; the terminal has them as text then.
   */
  outputFile?: string;
}
