import { RECORD_SCHEMA_VERSION, type BuildRecord, type StepRecord } from '../record';

/** A step of a record, for tests: a RUN that ran. */
export function exampleStep(more: Partial<StepRecord> & Pick<StepRecord, 'name'>): StepRecord {
  return {
    digest: more.name,
    kind: 'run',
    stage: undefined,
    platform: undefined,
    line: undefined,
    cached: false,
    intervals: [],
    ownMs: 0,
    bytes: undefined,
    parts: [],
    inputs: [],
    error: undefined,
    key: undefined,
    base: undefined,
    explanation: undefined,
    cacheUse: undefined,
    ...more,
  };
}

/** The record of a build without steps, for tests. */
export function exampleRecord(more: Partial<BuildRecord> = {}): BuildRecord {
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    project: 'backend',
    target: 'docker-build',
    configuration: undefined,
    outcome: 'success',
    image: { tags: ['backend:latest'], id: undefined, configDigest: undefined },
    dockerfile: 'backend/Dockerfile',
    builder: { name: 'default', driver: 'docker' },
    engine: undefined,
    buildx: undefined,
    startedAt: 0,
    endedAt: 10_000,
    wallMs: 10_000,
    explained: 1,
    cachedSteps: 0,
    totalSteps: 0,
    steps: [],
    retries: [],
    warnings: [],
    key: undefined,
    comparedWith: undefined,
    unreadableLines: 0,
    ...more,
  };
}
