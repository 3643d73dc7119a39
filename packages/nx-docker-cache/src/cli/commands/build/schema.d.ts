/* Generated from schema.json by `npm run codegen`. */

/**
 * Builds a Dockerfile with docker buildx, times every step and writes the record of the build. Local builds are loaded into the engine, with image ids that stay the same while the content does.
 */
export interface BuildCommandSchema {
  /**
   * The build context.
   */
  folder?: string;
  /**
   * Further arguments of `docker buildx build`, after `--`.
   */
  extraArgs?: string[];
  /**
   * Reference for the image, `name:tag`. Without one, the name of the folder, or of that of the Dockerfile where it lies deeper, with the variant of the Dockerfile for a tag: `backend:dev` for `Dockerfile.dev`.
   */
  tag?: string[];
  /**
   * Path of the Dockerfile. Without it the Dockerfile in the folder.
   */
  file?: string;
  /**
   * The stage to build. Without it the last one.
   */
  target?: string;
  /**
   * Build arguments, `NAME=value`, or `NAME` to take the value from the environment. For secrets use `secret`: build arguments stay in the image's history.
   */
  buildArg?: string[];
  /**
   * Further build contexts, `name=where`: a folder, `docker-image://name:tag` or a URL. A FROM or `--from` of that name takes from it.
   */
  buildContext?: string[];
  /**
   * Platforms to build for, `linux/amd64`.
   */
  platform?: string[];
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
   * Push the image to its registry.
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
  addHost?: string[];
  /**
   * Ask the registry for newer base images.
   */
  pull?: boolean;
  /**
   * Provenance attestation: `true`, `false` or `mode=max`. Off for images that are loaded, because it gives every build another image id; buildx's default for those that are pushed.
   */
  provenance?: string;
  /**
   * SBOM attestation: `true`, `false` or `generator=image`.
   */
  sbom?: string;
  /**
   * Run every RUN again. Unlike docker's `--no-cache` the cache mounts stay warm.
   */
  noCache?: boolean;
  /**
   * BuildKit's own `--no-cache`: rebuilds every layer and empties the cache mounts of all steps.
   */
  rawNoCache?: boolean;
  /**
   * How often a build is run again after a fault of the engine that goes away by itself (0, 1 or 2).
   */
  retries?: number;
  /**
   * Folder for build.json and metadata.json. Without it `dist/docker/<name of the folder>` (of that of the Dockerfile where it lies deeper; with a folder `build-dev` in it for Dockerfile.dev) in the present folder.
   */
  outputPath?: string;
  /**
   * Show all steps, also those BuildKit adds, with everything they print.
   */
  verbose?: boolean;
  /**
   * Print the record of the build instead of the summary.
   */
  json?: boolean;
}
