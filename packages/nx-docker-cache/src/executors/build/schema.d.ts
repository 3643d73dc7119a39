/* Generated from schema.json by `npm run codegen`. */

/**
 * Builds a Dockerfile with docker buildx, times every step and writes the record of the build. Local builds are loaded into the engine, with image ids that stay the same while the content does.
 */
export interface BuildExecutorSchema {
  /**
   * Path of the Dockerfile, relative to the workspace. Without it the Dockerfile in the project's folder.
   */
  dockerfile?: string;
  /**
   * The build context: `project`, `workspace`, a folder relative to the workspace, or `auto`, which takes the project unless the COPY sources only exist from the workspace.
   */
  context?: string;
  /**
   * Name of the image, with a tag or without (`ghcr.io/acme/backend:dev`). Without it, and without `tags`, the name of the project, with the variant of the Dockerfile for a tag: `backend:dev` for `Dockerfile.dev`.
   */
  image?: string;
  /**
   * References for the image, as docker's `--tag` takes them: `name:tag`.
   */
  tags?: string[];
  /**
   * Labels of the image, `key=value`.
   */
  labels?: string[];
  /**
   * Platforms to build for, `linux/amd64`.
   */
  platforms?: string[];
  /**
   * The stage to build. Without it the last one.
   */
  target?: string;
  /**
   * Build arguments, `NAME=value`, or `NAME` to take the value from the environment. For secrets use `secrets`: build arguments stay in the image's history.
   */
  buildArgs?: string[];
  /**
   * Further build contexts, `name=where`: a folder relative to the workspace, `docker-image://name:tag` or a URL. A FROM or `--from` of that name takes from it.
   */
  buildContexts?: string[];
  /**
   * Secrets for `RUN --mount=type=secret`: `id=token,env=TOKEN` or `id=npmrc,src=/home/me/.npmrc`.
   */
  secrets?: string[];
  /**
   * SSH agents or keys for `RUN --mount=type=ssh`: `default` or `id=path`.
   */
  ssh?: string[];
  /**
   * Where layers may be taken from: `type=registry,ref=ghcr.io/acme/backend:cache`.
   */
  cacheFrom?: string[];
  /**
   * Where layers are exported to: `type=registry,ref=…,mode=max`. Cache mounts are never exported.
   */
  cacheTo?: string[];
  /**
   * Name of the buildx builder. Without it the one in use.
   */
  builder?: string;
  /**
   * Load the image into the engine. On unless `push` or `output` says otherwise.
   */
  load?: boolean;
  /**
   * How layers are stored and pushed. Without it docker's own choice, gzip. `uncompressed` exports fastest and takes more room; `zstd` is for images that are pushed (registries and engines since 2021 take it).
   */
  compression?: 'uncompressed' | 'gzip' | 'zstd';
  /**
   * Push the image to its registry. Such a build is never taken from the task cache.
   */
  push?: boolean;
  /**
   * Other destinations, as docker's `--output` takes them: `type=oci,dest=image.tar`.
   */
  output?: string[];
  /**
   * Network mode of the RUN instructions: `default`, `none` or `host`.
   */
  network?: string;
  /**
   * Entries for /etc/hosts during the build, `name:address`.
   */
  addHosts?: string[];
  /**
   * Ask the registry for newer base images.
   */
  pull?: boolean;
  /**
   * Provenance attestation: `true`, `false` or `mode=max`. Off for images that are loaded, because it gives every build another image id; buildx's default for those that are pushed.
   */
  provenance?: boolean | string;
  /**
   * SBOM attestation: `true`, `false` or `generator=image`.
   */
  sbom?: boolean | string;
  /**
   * Run every RUN again. Unlike docker's `--no-cache` the cache mounts stay warm.
   */
  noCache?: boolean;
  /**
   * BuildKit's own `--no-cache`: rebuilds every layer and empties the cache mounts of all steps.
   */
  rawNoCache?: boolean;
  /**
   * Further arguments of `docker buildx build`, passed on as they are.
   */
  extraArgs?: string[];
  /**
   * Show all steps, also those BuildKit adds, with everything they print.
   */
  verbose?: boolean;
  /**
   * How often a build is run again after a fault of the engine that goes away by itself (0, 1 or 2).
   */
  retries?: number;
  /**
   * Folder for build.json and metadata.json, relative to the workspace. Without it `dist/docker/<project>`.
   */
  outputPath?: string;
}
