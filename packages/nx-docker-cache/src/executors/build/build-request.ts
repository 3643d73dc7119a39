import type { BuildOptions } from '../../build/build-options';

/** One image to build, with every choice made. */
export interface BuildRequest {
  readonly project: string;
  readonly target: string;
  readonly configuration: string | undefined;
  readonly options: BuildOptions;
  /** The folder that the user thinks in: paths are shown relative to it. Absolute. */
  readonly workspaceRoot: string;
  /** Where build.json and metadata.json go; absolute. */
  readonly outputFolder: string;
  readonly verbose: boolean;
  /** What is printed on standard output at the end: the summary for people, or the record. */
  readonly report: 'summary' | 'json';
  /** How often a build is run again after a transient fault of the engine. */
  readonly retries: number;
  /** Keeps the token of the last build without layer cache; absolute. */
  readonly layerAgeFile: string;
  /** Said before the build: what was decided for the user, and what may surprise. */
  readonly notes: readonly string[];
}

/** What a build left behind, for those who keep track of images. */
export interface BuiltImage {
  readonly references: readonly string[];
  /** All digests by which an engine may call the image. */
  readonly digests: readonly string[];
  /** The image in the engine is all that the build did, and every build of these sources would do the same. */
  readonly isOnlyEffect: boolean;
}
