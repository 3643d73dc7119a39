import { CACHE_USE_SHAPE, EXPLANATION_SHAPE } from './explanation-shape';
import {
  RECORD_SCHEMA_VERSION,
  type BuildOrigin,
  type BuildRecord,
  type Interval,
  type StepPart,
  type StepRecord,
  type TaskOrigin,
  type TimeOutside,
} from './record';
import { hasShape, type Shape } from './shape';
import { BASE_IMAGE_SHAPE, BUILD_KEY_SHAPE, STEP_KEY_SHAPE } from './step-key-shape';

export type ReadRecord =
  | { readonly kind: 'record'; readonly record: BuildRecord }
  /** Written by a later version of this package. */
  | { readonly kind: 'newer'; readonly schemaVersion: number }
  | { readonly kind: 'damaged' };

/**
 * A record of any version as one of today, from what JSON.parse gave. Fields that its version did not have are
 * undefined; `schemaVersion` says from 2 on that they could have been there.
 */
export function readRecord(value: unknown): ReadRecord {
  const schemaVersion = versionOf(value);
  if (schemaVersion === undefined) return { kind: 'damaged' };
  if (schemaVersion > RECORD_SCHEMA_VERSION) return { kind: 'newer', schemaVersion };
  return isBuildRecord(value) ? { kind: 'record', record: value } : { kind: 'damaged' };
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return undefined;
  const { schemaVersion } = value;
  return typeof schemaVersion === 'number' && schemaVersion >= 1 ? schemaVersion : undefined;
}

function isBuildRecord(value: unknown): value is BuildRecord {
  return hasShape(value, { fields: RECORD_FIELDS });
}

type Fields<T> = { readonly [Name in keyof T]-?: Shape };

const INTERVAL_FIELDS = { start: 'number', end: 'number' } as const satisfies Fields<Interval>;

const PART_FIELDS = {
  name: 'string',
  ms: { optional: 'number' },
  bytes: { optional: 'number' },
} as const satisfies Fields<StepPart>;

const STEP_FIELDS = {
  digest: 'string',
  name: 'string',
  kind: 'string',
  stage: { optional: 'string' },
  platform: { optional: 'string' },
  line: { optional: 'number' },
  cached: 'boolean',
  intervals: { list: { fields: INTERVAL_FIELDS } },
  ownMs: 'number',
  bytes: { optional: 'number' },
  parts: { list: { fields: PART_FIELDS } },
  inputs: { list: 'string' },
  error: { optional: 'string' },
  key: { optional: STEP_KEY_SHAPE },
  base: { optional: BASE_IMAGE_SHAPE },
  explanation: { optional: EXPLANATION_SHAPE },
  cacheUse: { optional: CACHE_USE_SHAPE },
} as const satisfies Fields<StepRecord>;

const OUTSIDE_FIELDS = {
  before: 'number',
  between: 'number',
  after: 'number',
} as const satisfies Fields<TimeOutside>;

const ORIGIN_FIELDS = {
  id: 'string',
  machine: 'string',
  task: {
    optional: {
      fields: {
        id: 'string',
        hash: { optional: 'string' },
        run: { optional: 'string' },
        dependencies: { map: { list: 'string' } },
      } satisfies Fields<TaskOrigin>,
    },
  },
} as const satisfies Fields<BuildOrigin>;

const RECORD_FIELDS = {
  schemaVersion: 'number',
  origin: { optional: { fields: ORIGIN_FIELDS } },
  project: 'string',
  target: 'string',
  configuration: { optional: 'string' },
  outcome: 'string',
  image: {
    fields: {
      tags: { list: 'string' },
      id: { optional: 'string' },
      configDigest: { optional: 'string' },
    },
  },
  dockerfile: 'string',
  builder: { fields: { name: 'string', driver: 'string' } },
  engine: { optional: { fields: { id: 'string', version: 'string' } } },
  buildx: { optional: 'string' },
  startedAt: 'number',
  endedAt: 'number',
  wallMs: 'number',
  together: { optional: 'number' },
  explained: 'number',
  outside: { optional: { fields: OUTSIDE_FIELDS } },
  cachedSteps: 'number',
  totalSteps: 'number',
  steps: { list: { fields: STEP_FIELDS } },
  retries: { list: { fields: { reason: 'string', ms: 'number' } } },
  warnings: { list: 'string' },
  key: { optional: BUILD_KEY_SHAPE },
  comparedWith: { optional: { fields: { startedAt: 'number', outcome: 'string' } } },
  unreadableLines: 'number',
} as const satisfies Fields<BuildRecord>;
