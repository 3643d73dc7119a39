/** A point in time, milliseconds since the epoch. buildx tells "3 hours ago": then the two ends differ. */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * One record of a builder's cache, as `GET /system/df?type=build-cache` and `docker buildx du` tell it
 * (BuildKit, client/diskusage.go, `UsageInfo`).
 */
export interface UsageRecord {
  readonly id: string;
  /** `exec.cachemount`, `regular` (a layer), `source.local`, `source.git.checkout`, `internal`, `frontend`. */
  readonly type: string;
  readonly description: string;
  /** Bytes; four digits of them where buildx told it. 0 while it is written to: its size is not known then. */
  readonly size: number;
  readonly inUse: boolean;
  /** Part of an image that the engine holds, or built upon one: its bytes do not count against the limits. */
  readonly shared: boolean;
  readonly createdAt: number | undefined;
  /** The first look at a record's size after a use counts as a use too (seen with 26.1 and 28.5). */
  readonly lastUsed: Moment | undefined;
  readonly usageCount: number;
  readonly parents: readonly string[];
}

export const MOUNT_TYPE = 'exec.cachemount';
export const LAYER_TYPE = 'regular';

export function exactly(ms: number): Moment {
  return { earliest: ms, latest: ms };
}

/** The later of two uses. */
export function laterOf(a: Moment | undefined, b: Moment | undefined): Moment | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.latest >= b.latest ? a : b;
}

export function sumBytes(records: readonly Pick<UsageRecord, 'size'>[]): number {
  return records.reduce((sum, { size }) => sum + size, 0);
}
