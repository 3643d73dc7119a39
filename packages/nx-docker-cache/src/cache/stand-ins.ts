import { describeMount } from './mount-key';
import { LAYER_TYPE, MOUNT_TYPE, type UsageRecord } from './usage-record';

/**
 * While a builder measures a mount, it has something else in its place: a layer in use, with an id of its own and the
 * description of the mount. It measures what was written to since, when anybody asks what the cache takes, and before its own
 * collection (BuildKit, cache/manager.go: `DiskUsage` gets each record of unknown size, and `get` commits a mutable one).
 */
export function isStandIn({ type, description, inUse }: UsageRecord): boolean {
  return type === LAYER_TYPE && inUse && describeMount({ type: MOUNT_TYPE, description })?.key !== undefined;
}

/** The mount that a stand-in stands for, as far as that tells it: all but its id. Nothing can be done to it meanwhile: it is in use. */
export function withoutStandIn(record: UsageRecord): UsageRecord {
  return isStandIn(record) ? { ...record, type: MOUNT_TYPE } : record;
}

/**
 * Whether somebody else may be measuring this: whoever asks just before that begins is told of a mount of 0 bytes (`DiskUsage` takes
 * a record that it cannot get for an empty one). With some image stores an empty mount has none either.
 */
export function isPerhapsMeasured({ type, size }: UsageRecord): boolean {
  return type === MOUNT_TYPE && size === 0;
}
