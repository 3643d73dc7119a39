import type { GcRule } from '../gc-policy';
import { exactly, LAYER_TYPE, type UsageRecord } from '../usage-record';

/** A rule that asks for nothing, but for these facts. */
export const exampleRule = (facts: Partial<GcRule> = {}): GcRule => ({
  all: false,
  filters: [],
  keepMs: undefined,
  reservedBytes: undefined,
  maxUsedBytes: undefined,
  minFreeBytes: undefined,
  ...facts,
});

/** A layer that was made, and used last, at this time (milliseconds since the epoch). */
export const exampleLayer = (
  id: string,
  createdAt: number,
  description: string,
  ...parents: string[]
): UsageRecord => ({
  id,
  type: LAYER_TYPE,
  description,
  size: 1,
  inUse: false,
  shared: false,
  createdAt,
  lastUsed: exactly(createdAt),
  usageCount: 1,
  parents,
});
