/** Raised when a field changes its meaning or goes away; readers of older records stay. */
export const RECORD_SCHEMA_VERSION = 1;

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
}

export interface StepPart {
  readonly name: string;
  readonly ms: number;
  readonly bytes: number | undefined;
}

export interface Retry {
  /** Why the build was run again, in words. */
  readonly reason: string;
  readonly ms: number;
}

/** What one build did: `dist/docker/<project>/build.json`. Documented in docs/build-record.md. */
export interface BuildRecord {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  readonly project: string;
  readonly target: string;
  readonly configuration: string | undefined;
  readonly outcome: 'success' | 'failure' | 'interrupted';
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
  readonly wallMs: number;
  /** How much of the wall time lies inside the interval of at least one step, 0…1. */
  readonly explained: number;
  readonly cachedSteps: number;
  readonly totalSteps: number;
  readonly steps: readonly StepRecord[];
  readonly retries: readonly Retry[];
  readonly warnings: readonly string[];
  /** Lines of the event stream that could not be read. */
  readonly unreadableLines: number;
}
