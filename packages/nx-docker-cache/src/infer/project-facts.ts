import type { IgnoredContext, InputGlobs } from './input-globs';
import type { Wait } from './own-waits';
import type { OwnReads } from './read-metadata';

/** What is read of one folder with Dockerfiles or a compose file. It is kept between two runs of Nx: small, and no secrets. */
export interface ProjectFacts {
  readonly root: string;
  readonly name: string;
  readonly builds: readonly BuildFacts[];
  readonly hasCompose: boolean;
}

/** One Dockerfile of a project, the target that builds it, and what follows from both without a look at other projects. */
export interface BuildFacts {
  readonly target: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** '' for the plain Dockerfile. */
  readonly variant: string;
  /** The build context that was chosen for it, relative to the workspace. */
  readonly context: string;
  /** What its image is called, whatever configuration builds it (`canonicalReference`). */
  readonly references: readonly string[];
  /** The images that it builds on or copies from (`canonicalReference`). */
  readonly bases: readonly string[];
  /** An image that is built on this one may read its own context by it. */
  readonly hasTriggers: boolean;
  /** The images that such an image takes from by them (`canonicalReference`). */
  readonly triggerBases?: readonly string[];
  /** Whether it installs a base layer of requirements that may need to be renewed. */
  readonly installsSnapshot: boolean;
  /** Targets of the workspace that write what is read here (`project:target`), as they declare it. */
  readonly writers: readonly string[];
  /** What it waits for where the project or the workspace says so: that takes the place of what is inferred. */
  readonly ownWaits?: readonly (readonly Wait[])[];
  /** The build arguments that come from the environment. */
  readonly argsFromEnvironment: readonly string[];
  /** `imageVariable` of the target. */
  readonly variable: string;
  readonly globs: InputGlobs;
  /** What it may read at most. */
  readonly sources: BuildSources;
  /** As the options of the target lead to it. */
  readonly reads: OwnReads | undefined;
}

export interface BuildSources {
  /** The Dockerfiles that the target may build, relative to the workspace. */
  readonly dockerfiles: readonly string[];
  /** The links that lead to its contexts. */
  readonly links?: readonly string[];
  readonly contexts: readonly IgnoredContext[];
}
