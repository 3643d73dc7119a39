import { describeMount } from '../mount-key';
import { measure, MOUNT_TYPE, type UsageRecord } from '../usage-record';
import type { CarriedMount } from './carried-mounts';

/** What a builder holds of a mount. It does not tell whose a record is where there are several owners of one id. */
export interface HeldMount {
  /** `unknown`: the builder does not tell the ids of its mounts. */
  readonly presence: 'held' | 'absent' | 'unknown';
  /** Undefined where it is not known. */
  readonly bytes: number | undefined;
  readonly inUse: boolean;
}

export function heldMount(records: readonly UsageRecord[], { key }: Pick<CarriedMount, 'key'>): HeldMount {
  const mounts = records.filter(({ type }) => type === MOUNT_TYPE);
  const keys = mounts.map((record) => describeMount(record)?.key);
  const own = mounts.filter((_, index) => keys[index] === key);
  if (own.length > 0) return { presence: 'held', bytes: sizeOf(own), inUse: own.some(({ inUse }) => inUse) };
  return {
    presence: keys.includes(undefined) ? 'unknown' : 'absent',
    bytes: undefined,
    inUse: false,
  };
}

function sizeOf(records: readonly UsageRecord[]): number | undefined {
  const { bytes, unsized } = measure(records);
  return unsized > 0 ? undefined : bytes;
}
