import type { FollowedFolders } from '../context/follow-links';
import type { DockerfileReads } from './dockerfile-reads';
import type { OwnBuildOptions } from './own-build-options';
import type { ReadPlace } from './read-globs';

/** One way in which a target may be run: by its options, or by one of its configurations. */
export interface BuildWay {
  readonly options: OwnBuildOptions;
  /** Relative to the workspace. */
  readonly dockerfile: string;
  /** Relative to the workspace. */
  readonly context: string;
  /** The contexts among them that are links, and where these lead; `context` itself is where. Relative to the workspace. */
  readonly followed?: FollowedFolders;
  readonly ignoreText: string | undefined;
  readonly reads: DockerfileReads;
  /** Of the context, links followed. Those of `reads.paths`, also where the whole context is taken. */
  readonly places: readonly ReadPlace[];
}
