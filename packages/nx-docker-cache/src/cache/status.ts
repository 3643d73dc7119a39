import type { MountKey } from './mount-key';
import type { Fate } from './forecast';
import type { GcRule } from './gc-policy';
import type { Measured, Moment } from './usage-record';
import type { LastBuild } from './workspace-use';

/** Raised when a field changes its meaning or goes away. */
export const STATUS_SCHEMA_VERSION = 1;

/** What `cache-status --json` prints: docs/cache-care.md describes every field. Bytes, and milliseconds since the epoch. */
export interface CacheStatus {
  readonly schemaVersion: typeof STATUS_SCHEMA_VERSION;
  readonly takenAt: number;
  readonly builder: {
    readonly name: string;
    readonly driver: string;
    /** `buildx` tells sizes with four digits and uses as "3 hours ago". */
    readonly source: 'engine' | 'buildx';
  };
  readonly total: Totals;
  /** The builder's rules; absent where it does not tell them. */
  readonly rules?: readonly GcRule[];
  /** What the next collection, within a minute after a build, deletes. Absent where there is none, and where it cannot be told. */
  readonly nextCollection?: Measured & { readonly records: number };
  /** Why it cannot be told; absent where it can. */
  readonly nextCollectionUnknown?: readonly string[];
  readonly projects: readonly ProjectStatus[];
  /** Mounts that builds of this workspace used and that none of its Dockerfiles names any more. */
  readonly orphans: readonly MountStatus[];
  /** Mounts of others, or of nobody known. */
  readonly foreignMounts: readonly MountStatus[];
}

/** Sums of the sizes that are known. */
export interface Totals {
  readonly bytes: number;
  readonly records: number;
  /** How many of them have no known size: they are in no sum. */
  readonly unsized: number;
  readonly mountBytes: number;
  readonly layerBytes: number;
  readonly otherBytes: number;
  /** What BuildKit calls shared with images of the engine: not counted by the rules. */
  readonly sharedBytes: number;
  /** What the rules count. */
  readonly countedBytes: number;
}

export interface ProjectStatus {
  readonly project: string;
  readonly dockerfiles: readonly string[];
  readonly mounts: readonly MountStatus[];
  /** Mounts that a Dockerfile names and the builder does not hold. */
  readonly absentMounts: readonly { readonly key: MountKey; readonly tool?: string }[];
  /** Why some mounts of the project cannot be told. */
  readonly problems: readonly string[];
  /** Those that are known to come from the project's builds. */
  readonly layers: LayerTotals;
  readonly lastBuild?: LastBuild;
}

export interface LayerTotals extends Measured {
  readonly records: number;
  /** Not known to be in an image: BuildKit does not call them shared, and the history of no image of the engine names them. */
  readonly danglingRecords: number;
  readonly danglingBytes: number | undefined;
  readonly danglingUnsized: number;
}

/**
 * All records of one mount id. There are several where builds ran at once with `sharing=private`, or as other users, and where one
 * began while the builder measured the mount (cache/stand-ins.ts).
 */
export interface MountStatus extends Measured {
  /** Absent where the builder does not tell it. */
  readonly key?: MountKey;
  readonly id: string;
  readonly targets: readonly string[];
  readonly tool?: string;
  readonly inUse: boolean;
  readonly createdAt?: number;
  readonly lastUsed?: Moment;
  /** Projects of this workspace whose Dockerfiles name it. */
  readonly projects: readonly string[];
  readonly records: readonly string[];
  readonly fate: Fate;
}
