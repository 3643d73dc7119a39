/* Generated from schema.json by `npm run codegen`. */

/**
 * Measures what a developer waits for: the first build, no change, one package added, code changed, base image bumped, a second project, with the Dockerfile as it was, as it is, and as each upgrade would make it. Builds take turns, in copies of the files that they read, with cache mounts of their own; its images are removed and its mounts emptied afterwards.
 */
export interface BenchmarkExecutorSchema {
  /**
   * Path of the Dockerfile, relative to the workspace. Without it that of the build target.
   */
  dockerfile?: string;
  /**
   * The build context: `project`, `workspace`, a folder relative to the workspace, or `auto`. Without it that of the build target.
   */
  context?: string;
  /**
   * The target of the project whose options all builds are given. Options of this target win.
   */
  buildTarget?: string;
  /**
   * A commit, branch or tag of git: its Dockerfile is what was before. Without it HEAD.
   */
  beforeRef?: string;
  /**
   * A file that is the Dockerfile of before, relative to the workspace.
   */
  beforeFile?: string;
  /**
   * The Dockerfiles to compare, each with the first: as it was (`before`), as it is (`now`), and as an upgrade would make it: cache mounts (`mounts`), with a base layer (`split`), uv in the place of pip (`uv`), both (`uv-split`), what pip installs compiled on all cores (`compiled`), what uv installs not compiled (`uv-uncompiled`). Without it all that differ, but for the last two.
   */
  variants?: ('before' | 'now' | 'mounts' | 'split' | 'uv' | 'uv-split' | 'compiled' | 'uv-uncompiled')[];
  /**
   * What is changed before a build: nothing is there yet (`first`, always measured), no change (`unchanged`), a package added (`package`), a source file changed (`code`), the base image bumped (`base`), another project with four fifths of the requirements (`second`), ten such projects built together (`ten`). Without it all but the last, which takes ten times the room.
   */
  rows?: ('first' | 'unchanged' | 'package' | 'code' | 'base' | 'second' | 'ten')[];
  /**
   * How often everything is measured; the table shows the median.
   */
  repetitions?: number;
  /**
   * The line that is added to the requirements, `tomli==2.0.1`. Without it a small package that is not there yet.
   */
  addPackage?: string;
  /**
   * Measure over a link of this speed, `6mbit`: the package index of the builds is reached through one of the benchmark's own that sends no faster. For pip and uv.
   */
  rate?: string;
  /**
   * The requirements name every package that is installed, although nothing in them shows it: for the base layer.
   */
  complete?: boolean;
  /**
   * How layers are stored, in all builds. Without it as docker does.
   */
  compression?: 'uncompressed' | 'gzip' | 'zstd';
  /**
   * Write the table as a picture (SVG) to this file.
   */
  chart?: string;
  /**
   * A table for the terminal, one for a README, or everything that was measured.
   */
  format?: 'table' | 'markdown' | 'json';
  /**
   * The stage to build. Without it the last one.
   */
  target?: string;
  /**
   * Build arguments, `NAME=value`, or `NAME` to take the value from the environment.
   */
  buildArgs?: string[];
  /**
   * The platform to build for, `linux/amd64`: one.
   */
  platforms?: string[];
  /**
   * Secrets for `RUN --mount=type=secret`: `id=token,env=TOKEN` or `id=npmrc,src=/home/me/.npmrc`.
   */
  secrets?: string[];
  /**
   * SSH agents or keys for `RUN --mount=type=ssh`: `default` or `id=path`.
   */
  ssh?: string[];
  /**
   * Name of the buildx builder. Without it the one in use.
   */
  builder?: string;
  /**
   * Network mode of the RUN instructions: `default`, `none` or `host`.
   */
  network?: string;
  /**
   * Entries for /etc/hosts during the build, `name:address`.
   */
  addHosts?: string[];
  /**
   * Show the steps of the builds.
   */
  verbose?: boolean;
  /**
   * The same as --format=json.
   */
  json?: boolean;
}
