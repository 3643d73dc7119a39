/* Generated from schema.json by `npm run codegen`. */

/**
 * Builds the Dockerfile as it was and as it is (or as an upgrade would make it) with the same inputs, and compares the two images: everything their configs say, and every file with its type, mode, owner, content, link target and extended attributes. Differences that an upgrade makes on purpose, or that any two builds have, are named and counted; every other difference fails. Both images are removed afterwards.
 */
export interface VerifyCommandSchema {
  /**
   * The build context.
   */
  folder?: string;
  /**
   * Path of the Dockerfile. Without it the Dockerfile in the folder.
   */
  file?: string;
  /**
   * A commit, branch or tag of git: its Dockerfile is what was before. Without it HEAD; with `planned` the working tree.
   */
  beforeRef?: string;
  /**
   * A file that is the Dockerfile of before.
   */
  beforeFile?: string;
  /**
   * Compare with what `upgrade` would make of the Dockerfile, without writing it.
   */
  planned?: boolean;
  /**
   * With `planned`: only these package managers.
   */
  only?: string[];
  /**
   * Differences that you expect: paths (`/opt/app/build-id`, `/var/lib/x/**`) and facts of the config (`env BUILD_DATE`, `label *`). They are counted, and fail nothing.
   */
  expect?: string[];
  /**
   * The stage to build. Without it the last one.
   */
  target?: string;
  /**
   * Build arguments, `NAME=value`, or `NAME` to take the value from the environment.
   */
  buildArg?: string[];
  /**
   * The platform to build for, `linux/amd64`.
   */
  platform?: string;
  /**
   * Labels of the image, `key=value`.
   */
  label?: string[];
  /**
   * Secrets for `RUN --mount=type=secret`: `id=token,env=TOKEN` or `id=npmrc,src=/home/me/.npmrc`.
   */
  secret?: string[];
  /**
   * SSH agents or keys for `RUN --mount=type=ssh`: `default` or `id=path`.
   */
  ssh?: string[];
  /**
   * Where layers may be taken from: `type=registry,ref=ghcr.io/acme/backend:cache`.
   */
  cacheFrom?: string[];
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
  addHost?: string[];
  /**
   * Ask the registry for newer base images.
   */
  pull?: boolean;
  /**
   * Run every RUN of both again, so that no layer of another day is compared. The cache mounts stay warm.
   */
  noCache?: boolean;
  /**
   * Show the steps of the builds and every difference, also those that are expected.
   */
  verbose?: boolean;
  /**
   * Print the verdict as one JSON document.
   */
  json?: boolean;
}
