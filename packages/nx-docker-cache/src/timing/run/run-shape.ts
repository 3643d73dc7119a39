import { CACHE_USE_SHAPE, CAUSE_SHAPE } from '../explanation-shape';
import type { RunEntry, RunEntryTask } from '../history/history';
import { hasShape, type Shape } from '../shape';
import {
  RUN_SCHEMA_VERSION,
  type BuildEntry,
  type BuildStep,
  type RunRecord,
  type TaskRecord,
} from './run-record';

/** How runs and builds look in JSON: what is read from a file is not more than hoped for. */

type Fields<T> = { readonly [Name in keyof T]-?: Shape };

const STEP_FIELDS = {
  name: 'string',
  kind: 'string',
  stage: { optional: 'string' },
  line: { optional: 'number' },
  cached: 'boolean',
  failed: { optional: 'boolean' },
  start: 'number',
  end: 'number',
  ownMs: 'number',
  bytes: { optional: 'number' },
  cause: { optional: CAUSE_SHAPE },
  also: { optional: { list: CAUSE_SHAPE } },
  above: { optional: 'number' },
  cacheUse: { optional: CACHE_USE_SHAPE },
  after: { optional: { list: 'number' } },
} as const satisfies Fields<BuildStep>;

const BUILD_FIELDS = {
  id: 'string',
  project: 'string',
  target: 'string',
  configuration: { optional: 'string' },
  outcome: 'string',
  image: 'string',
  dockerfile: 'string',
  builder: 'string',
  machine: 'string',
  task: { optional: { fields: { id: 'string', hash: { optional: 'string' }, run: { optional: 'string' } } } },
  startedAt: 'number',
  wallMs: 'number',
  together: { optional: 'number' },
  explained: 'number',
  cachedSteps: 'number',
  totalSteps: 'number',
  retries: { optional: 'number' },
  steps: { list: { fields: STEP_FIELDS } },
  clockOffMs: { optional: 'number' },
  clockUnsure: { optional: 'boolean' },
  recordVersion: { optional: 'number' },
} as const satisfies Fields<BuildEntry>;

export const BUILD_ENTRY_SHAPE: Shape = { fields: BUILD_FIELDS };

const RUN_ENTRY_TASK_FIELDS = {
  id: 'string',
  status: 'string',
  ms: 'number',
  build: { optional: 'string' },
  builtMs: { optional: 'number' },
} as const satisfies Fields<RunEntryTask>;

export const RUN_ENTRY_SHAPE: Shape = {
  fields: {
    id: 'string',
    command: 'string',
    machine: 'string',
    startedAt: 'number',
    wallMs: 'number',
    tasks: { list: { fields: RUN_ENTRY_TASK_FIELDS } },
  } satisfies Fields<RunEntry>,
};

const TASK_BUILD_SHAPE: Shape = {
  kinds: {
    own: { entry: BUILD_ENTRY_SHAPE },
    earlier: { entry: BUILD_ENTRY_SHAPE, elsewhere: 'boolean' },
    unknown: { reason: 'string', file: { optional: 'string' } },
  },
};

const TASK_FIELDS = {
  id: 'string',
  project: 'string',
  target: 'string',
  configuration: { optional: 'string' },
  status: 'string',
  hash: { optional: 'string' },
  startedAt: { optional: 'number' },
  endedAt: { optional: 'number' },
  dependsOn: { list: 'string' },
  build: { optional: TASK_BUILD_SHAPE },
} as const satisfies Fields<TaskRecord>;

const RUN_FIELDS = {
  schemaVersion: 'number',
  id: 'string',
  command: 'string',
  machine: 'string',
  startedAt: 'number',
  endedAt: 'number',
  parallel: { optional: 'number' },
  edges: 'string',
  tasks: { list: { fields: TASK_FIELDS } },
  clockUnsure: { optional: 'boolean' },
} as const satisfies Fields<RunRecord>;

/** The record of a run from what JSON.parse gave; undefined for what is none, or of a later version. */
export function readRun(value: unknown): RunRecord | undefined {
  return isRun(value) && (value.schemaVersion as number) <= RUN_SCHEMA_VERSION ? value : undefined;
}

function isRun(value: unknown): value is RunRecord {
  return hasShape(value, { fields: RUN_FIELDS });
}
