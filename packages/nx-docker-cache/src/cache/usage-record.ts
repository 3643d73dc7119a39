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
  /** Bytes; four digits of them where buildx told it. Undefined where the builder does not know it, as while it is written to. */
  readonly size: number | undefined;
  readonly inUse: boolean;
  /**
   * What BuildKit takes for part of an image of the engine: its bytes do not count against the limits. With the containerd
   * store it may be wrong both ways (cache/image-layers.ts).
   */
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

/** What something takes, as far as it is known. */
export interface Measured {
  /** Undefined where none of it has a known size; without those of `unsized` else. */
  readonly bytes: number | undefined;
  /** How many of its records have no known size. */
  readonly unsized: number;
}

/** What records take together. None take 0 bytes. */
export function measure(records: readonly Pick<UsageRecord, 'size'>[]): Measured {
  return addUp(records.map(({ size }) => ({ bytes: size, unsized: size === undefined ? 1 : 0 })));
}

export function addUp(parts: readonly Measured[]): Measured {
  const known = parts.flatMap(({ bytes }) => bytes ?? []);
  return {
    bytes: known.length === 0 && parts.length > 0 ? undefined : known.reduce((sum, bytes) => sum + bytes, 0),
    unsized: parts.reduce((sum, { unsized }) => sum + unsized, 0),
  };
}

/**
 * A size as a builder tells it. -1 stands for one that it did not find out, and BuildKit says 0 of what is written to
 * (cache/manager.go, `DiskUsage`: "size can not be determined because it is changing").
 */
export function knownSize(told: number | undefined, inUse: boolean): number | undefined {
  return told === undefined || told < 0 || (told === 0 && inUse) ? undefined : told;
}
