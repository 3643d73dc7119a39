/* Generated from schema.json by `npm run codegen`. */

/**
 * Registers the plugin in nx.json, so that every project with a Dockerfile gets its targets. `nx add nx-docker-cache` runs it. What is there stays as it is; options that are given replace those of an earlier entry.
 */
export interface InitGeneratorSchema {
  /**
   * The name of the target that builds the image. Without it `docker-build`.
   */
  buildTarget?: string;
  /**
   * The build context of inferred targets: `auto`, `project`, `workspace` or a folder relative to the workspace. Without it `auto`, which takes the project unless the COPY sources only exist from the workspace.
   */
  context?: string;
  /**
   * Make a project, named after its folder, of a Dockerfile in a folder that Nx takes for none: it has no project.json, and no package.json that a workspace names.
   */
  inferProjects?: boolean;
}
