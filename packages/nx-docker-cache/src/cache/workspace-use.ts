import type { BuildTrace } from './build-trace';
import type { DeclaredMount } from './declared-mounts';

/** What one build target of a project says about the builder's cache. */
export interface TargetUse {
  readonly project: string;
  readonly target: string;
  /** Relative to the workspace. */
  readonly dockerfile: string;
  readonly mounts: readonly DeclaredMount[];
  /** Why the mounts are not known; undefined when they are. */
  readonly problem: string | undefined;
  /** Of the last recorded build; undefined when there is none. */
  readonly lastBuild: LastBuild | undefined;
}

export interface LastBuild {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly wallMs: number;
  /** How many images were built in that time, where it was more than this one. */
  readonly together?: number;
  readonly outcome: string;
  readonly cachedSteps: number;
  readonly totalSteps: number;
}

/** All that a workspace knows about whose the records of a builder are. */
export interface WorkspaceUse {
  readonly targets: readonly TargetUse[];
  readonly traces: readonly BuildTrace[];
}
