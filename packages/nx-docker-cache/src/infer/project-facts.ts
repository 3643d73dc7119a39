import type { InputGlobs } from './build-inputs';
import type { DockerfileReads } from './dockerfile-reads';
import type { OwnBuildOptions } from './own-build-options';
import type { ReadPlace } from './read-globs';

/** What is read of one folder with Dockerfiles or a compose file, before anything is inferred from it. */
export interface ProjectFacts {
  readonly root: string;
  readonly name: string;
  readonly builds: readonly BuildFacts[];
  readonly hasCompose: boolean;
}

/** One Dockerfile of a project, and the target that builds it. */
export interface BuildFacts {
  readonly target: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** '' for the plain Dockerfile. */
  readonly variant: string;
  /** The build context that was chosen for it, relative to the workspace. */
  readonly context: string;
  /** By its options and by each configuration; the first is by its options. None twice. */
  readonly ways: readonly BuildWay[];
  /** Targets of the workspace that write what is read here (`project:target`), as they declare it. */
  readonly writers: readonly string[];
  /** What of its inputs follows from all this alone, where it was worked out before. */
  readonly known?: OwnInputs;
}

export interface OwnInputs {
  readonly globs: InputGlobs;
  /** `imageVariable` of the target. */
  readonly variable: string;
}

/** One way in which a target may be run. */
export interface BuildWay {
  /** Without values that may be secrets (`withoutValues`). */
  readonly options: OwnBuildOptions;
  /** Relative to the workspace. */
  readonly dockerfile: string;
  /** Relative to the workspace. */
  readonly context: string;
  readonly ignoreText: string | undefined;
  readonly reads: DockerfileReads;
  /** Of the context, links followed. Those of `reads.paths`, also where the whole context is taken. */
  readonly places: readonly ReadPlace[];
}
