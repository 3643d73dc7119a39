import type { BuildOptions } from '../../build/build-options';
import type { BuildMemory } from './build-memory';
import type { HistoryStore } from '../../io/history-store';
import type { TaskOrigin } from '../../timing/record';

/** One image to build, with every choice made. */
export interface BuildRequest {
  readonly project: string;
  readonly target: string;
  readonly configuration: string | undefined;
  readonly options: BuildOptions;
  /** The folder that the user thinks in: paths are shown relative to it. Absolute. */
  readonly workspaceRoot: string;
  /** What messages call the Dockerfile, where it is a copy that the user does not know. */
  readonly dockerfileShownAs?: string;
  /** Where build.json and metadata.json go; absolute. */
  readonly outputFolder: string;
  readonly verbose: boolean;
  /** What is printed on standard output at the end: the summary for people, or the record. */
  readonly report: 'summary' | 'json';
  /** How often a build is run again after a transient fault of the engine. */
  readonly retries: number;
  /** Keeps the token of the last build without layer cache; absolute. */
  readonly layerAgeFile: string;
  /** What is known of earlier builds; undefined where nothing shall be kept, and nothing is explained then. */
  readonly memory: BuildMemory | undefined;
  /** Undefined without Nx. */
  readonly task: TaskOrigin | undefined;
  /** Where the build is remembered; undefined for one that is none of the user's. */
  readonly history: Pick<HistoryStore, 'append' | 'traces'> | undefined;
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
