/* Generated from schema.json by `npm run codegen`. */

/**
 * Merges BuildKit, the containerd image store and a garbage collection that keeps cache mounts into the engine's daemon.json (and, where asked, into the buildkitd.toml of a docker-container builder). Everything else in the file stays; the old text is kept beside it; rules that are there are not replaced. Says what has to be restarted.
 */
export interface EnableBuildkitGeneratorSchema {
  /**
   * The daemon.json. Without it the one that the engine of this platform reads.
   */
  daemonJson?: string;
  /**
   * The buildkitd.toml of a docker-container builder (`docker buildx create --buildkitd-config`); then only this file is written.
   */
  buildkitdToml?: string;
  /**
   * What the builder may hold before cache mounts and layers go, the least recently used first.
   */
  keep?: string;
  /**
   * Switch to the containerd image store, with which the docker driver can export caches. Images that are in the other store are not seen in it until it is switched off again.
   */
  containerdStore?: boolean;
}
