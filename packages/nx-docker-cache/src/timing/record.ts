import type { CacheUse } from './cache-use/cache-use';
import type { Explanation } from './cause';
import type { BaseImage, BuildKey, StepKey } from './step-key';

/**
 * Raised when a field changes its meaning or goes away, and when readers need to know that a field can be there;
 * readers of older records stay (read-record.ts). 2: what decides each step's cache, and why it ran.
 */
export const RECORD_SCHEMA_VERSION = 2;

export type StepKind =
  | 'internal'
  | 'context'
  | 'base-image'
  | 'run'
  | 'copy'
  | 'workdir'
  | 'export'
  | 'push'
  | 'cache-import'
  | 'cache-export'
  | 'other';

/** One stretch of work, milliseconds since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** One vertex of BuildKit's graph. */
export interface StepRecord {
  readonly digest: string;
  /** As BuildKit names it: `[stage-0 3/7] RUN …`. */
  readonly name: string;
  readonly kind: StepKind;
  readonly stage: string | undefined;
  readonly platform: string | undefined;
  /** The line of the instruction in the Dockerfile, where it is known for sure. */
  readonly line: number | undefined;
  readonly cached: boolean;
  /** A step is sent again on every change and may run several times (moby/buildkit#4165). */
  readonly intervals: readonly Interval[];
  /** The sum of the intervals, milliseconds. */
  readonly ownMs: number;
  /** Bytes transferred or written as BuildKit's statuses tell, where they do. */
  readonly bytes: number | undefined;
  /** Parts of the step with a name of their own: exporting layers, unpacking, sha256:… */
  readonly parts: readonly StepPart[];
  readonly inputs: readonly string[];
  readonly error: string | undefined;
  /** What decides whether it is found in the cache; undefined for what BuildKit does besides, and where it cannot be told. */
  readonly key: StepKey | undefined;
  /** Set for base images. */
  readonly base: BaseImage | undefined;
  /** Why it ran; undefined for what was cached or never began, and for what is no step of the Dockerfile. */
  readonly explanation: Explanation | undefined;
  /** Set for a RUN with cache mounts that ran. */
  readonly cacheUse: CacheUse | undefined;
}

export interface StepPart {
  readonly name: string;
  /** Undefined for a part of which BuildKit never told when it began and when it ended. */
  readonly ms: number | undefined;
  readonly bytes: number | undefined;
}

/** The time of a build that lies in no step, milliseconds. Together with the steps it is the wall time. */
export interface TimeOutside {
  /** Docker and buildx start, until BuildKit begins its first step. */
  readonly before: number;
  /** Between steps. */
  readonly between: number;
  /** After the last step: buildx ends. */
  readonly after: number;
}

export interface Retry {
  /** Why the build was run again, in words. */
  readonly reason: string;
  readonly ms: number;
}

export interface ComparedBuild {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly outcome: BuildRecord['outcome'];
}

/** Which build it was, and where. */
export interface BuildOrigin {
  /** A uuid. */
  readonly id: string;
  /** Names the machine (io/machine.ts). */
  readonly machine: string;
  /** Undefined without Nx. */
  readonly task: TaskOrigin | undefined;
}

export interface TaskOrigin {
  /** Nx's id of the task. */
  readonly id: string;
  readonly hash: string | undefined;
  /** Names the run of Nx; undefined where the plugin's hook did not run. */
  readonly run: string | undefined;
  /** The ids of the tasks that the task, and each of the tasks before it, waits for. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** What one build did: `dist/docker/<project>/build.json`. Documented in docs/build-record.md. */
export interface BuildRecord {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  /** Absent in records of older versions. */
  readonly origin?: BuildOrigin;
  readonly project: string;
  readonly target: string;
  readonly configuration: string | undefined;
  /** A build that is interrupted leaves no record. */
  readonly outcome: 'success' | 'failure';
  readonly image: {
    readonly tags: readonly string[];
    /** The engine's id of the image, `sha256:…`; undefined where none was loaded. */
    readonly id: string | undefined;
    readonly configDigest: string | undefined;
  };
  readonly dockerfile: string;
  readonly builder: { readonly name: string; readonly driver: string };
  /** Undefined when the engine did not answer. */
  readonly engine: { readonly id: string; readonly version: string } | undefined;
  /** Undefined where asking for it would have delayed the build: it is asked while a longer build runs. */
  readonly buildx: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Of the command: where it built several images, the time of all of them. */
  readonly wallMs: number;
  /** How many images one command built, this one included (`--batch`); absent for a build on its own. */
  readonly together?: number;
  /** How much of the wall time lies inside the interval of at least one step, 0…1. */
  readonly explained: number;
  /**
   * Where the rest of the wall time went; absent in older records, where the clocks of engine and machine differ, and where the
   * command built other images too.
   */
  readonly outside?: TimeOutside;
  readonly cachedSteps: number;
  /** Those that BuildKit came to: what a failed build never looked for was neither cached nor missed. */
  readonly totalSteps: number;
  readonly steps: readonly StepRecord[];
  readonly retries: readonly Retry[];
  readonly warnings: readonly string[];
  /** Undefined in records of schema version 1. */
  readonly key: BuildKey | undefined;
  /** The build that the explanations compare with; undefined where there was none. */
  readonly comparedWith: ComparedBuild | undefined;
  /** Lines of the event stream that could not be read. */
  readonly unreadableLines: number;
}
