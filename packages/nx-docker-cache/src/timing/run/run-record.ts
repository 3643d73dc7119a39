import type { CacheUse } from '../cache-use/cache-use';
import type { Cause } from '../cause';
import type { BuildRecord, StepKind } from '../record';

/** Raised when a field changes its meaning or goes away; readers of older records stay. */
export const RUN_SCHEMA_VERSION = 1;

/** How a task of a run ended. */
export type TaskStatus =
  | 'built'
  /** Found in the task cache of this machine. */
  | 'hit'
  /** Found in a shared task cache. */
  | 'remote-hit'
  | 'failed'
  /** Never began, because a task before it failed. */
  | 'skipped'
  | 'stopped';

/** One step of a build, as much of it as reports show. */
export interface BuildStep {
  readonly name: string;
  readonly kind: StepKind;
  readonly stage?: string;
  readonly line?: number;
  readonly cached: boolean;
  readonly failed?: true;
  /** The milliseconds from the start of the build to the step's first and last moment, on this machine's clock. */
  readonly start: number;
  readonly end: number;
  /** How long it worked between the two. */
  readonly ownMs: number;
  readonly bytes?: number;
  /** Why it ran; absent when it did not, or when nothing is known. */
  readonly cause?: Cause;
  /** Others that alone would have made it run as well. */
  readonly also?: readonly Cause[];
  /** For a step that ran because of one above: the place of that one in the same list, where it is kept. */
  readonly above?: number;
  /** What its cache mounts brought; absent where nothing is known. */
  readonly cacheUse?: CacheUse;
  /** Places of the steps it builds on, in the same list. */
  readonly after?: readonly number[];
}

/** One build as runs and the history keep it. */
export interface BuildEntry {
  readonly id: string;
  readonly project: string;
  readonly target: string;
  readonly configuration?: string;
  readonly outcome: BuildRecord['outcome'];
  readonly image: string;
  readonly dockerfile: string;
  readonly builder: string;
  /** Names the machine that built, see io/machine.ts. Empty in records of older versions. */
  readonly machine: string;
  /** Nx's id and hash of the task, and the name of the run. Absent without Nx. */
  readonly task?: { readonly id: string; readonly hash?: string; readonly run?: string };
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wallMs: number;
  /** How many images its command built, this one included; absent for a build on its own. */
  readonly together?: number;
  /** How much of the wall time lies inside of a step, 0 to 1. */
  readonly explained: number;
  readonly cachedSteps: number;
  readonly totalSteps: number;
  readonly retries?: number;
  readonly steps: readonly BuildStep[];
  /** How far the engine's clock was off: the steps were moved by so many milliseconds to lie inside of the build. */
  readonly clockOffMs?: number;
  /** The steps cannot lie inside of the build: a clock was set while it ran. Their order is right, their places are not. */
  readonly clockUnsure?: true;
  /** The schema version of the record it was made from, where that is not the present one. */
  readonly recordVersion?: number;
}

/** What is known about the build behind a task that makes an image. */
export type TaskBuild =
  /** Of this run. */
  | { readonly kind: 'own'; readonly entry: BuildEntry }
  /** Of an earlier run, whose result this task found. `elsewhere`: on another machine. */
  | { readonly kind: 'earlier'; readonly entry: BuildEntry; readonly elsewhere: boolean }
  /** None that can be said to be this task's; `file` may still hold it, relative to the workspace. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly file?: string };

export interface TaskRecord {
  /** `backend:docker-build`, with the configuration behind another colon. */
  readonly id: string;
  readonly project: string;
  readonly target: string;
  readonly configuration?: string;
  readonly status: TaskStatus;
  readonly hash?: string;
  /** Milliseconds since the epoch; absent for a task that never began. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Ids of the tasks of this run that it waited for. */
  readonly dependsOn: readonly string[];
  /** For tasks that make an image. */
  readonly build?: TaskBuild;
}

/** One command of Nx, or one build without Nx: `last-run.json` in the plugin's folder of Nx's workspace data. */
export interface RunRecord {
  readonly schemaVersion: typeof RUN_SCHEMA_VERSION;
  readonly id: string;
  /** The command line, without the paths of Node and of Nx. */
  readonly command: string;
  readonly machine: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** How many tasks Nx ran side by side at most; absent where it cannot be told. */
  readonly parallel?: number;
  /** Where the edges between the tasks come from. `partly`: only those of tasks whose records name them are known. */
  readonly edges: 'known' | 'partly';
  readonly tasks: readonly TaskRecord[];
  /** A clock was set back during the run: a task with a build takes at least as long as that, others may show less than they took. */
  readonly clockUnsure?: true;
}
