import { isObject, listOf } from '../timing/json';
import type { BuildRecord } from '../timing/record';
import type { MountKey } from './mount-key';

/** Raised when a field changes its meaning: traces of another version are not read, and what they told is kept. */
export const TRACE_SCHEMA_VERSION = 1;

/**
 * What the builds of one target left in a builder, as far as it can be told apart there from what others left: kept
 * between builds, so that a prune can prove that something is the project's own.
 */
export interface BuildTrace {
  readonly schemaVersion: typeof TRACE_SCHEMA_VERSION;
  readonly project: string;
  readonly target: string;
  readonly builder: string;
  /** The id of the engine, where it was known. */
  readonly engine: string | undefined;
  /** Every mount that one of the builds used. */
  readonly mounts: readonly MountKey[];
  /** The images that were loaded, newest last. */
  readonly images: readonly string[];
  /** The steps that ran, newest last: each left a layer. */
  readonly steps: readonly TracedStep[];
}

export interface TracedStep {
  /** As BuildKit names it. */
  readonly name: string;
  /** On the builder's own clock, as the times of the cache's records are; milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** Bounds, so that a trace stays small; what falls out is no longer known as ours, and stays until the builder collects it. */
const MOST_STEPS = 2_000;
const MOST_IMAGES = 200;
const MOST_MOUNTS = 500;
/** A name tells a step by its beginning and its end; scripts of many lines need not be kept. */
const NAME_KEPT = 200;

/** What tells the traces of a workspace apart. */
export function traceName({
  project,
  target,
  builder,
}: Pick<BuildTrace, 'project' | 'target' | 'builder'>): string {
  return [project, target, builder].join('\0');
}

/** The trace after one more build. Of another builder or engine nothing is carried over. */
export function addToTrace(
  trace: BuildTrace | undefined,
  record: BuildRecord,
  mounts: readonly MountKey[],
): BuildTrace {
  const { project, target, builder, engine, image } = record;
  const isSame = trace?.builder === builder.name && trace.engine === engine?.id;
  const before = isSame ? trace : undefined;
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    project,
    target,
    builder: builder.name,
    engine: engine?.id,
    mounts: newest([...(before?.mounts ?? []), ...mounts], MOST_MOUNTS),
    images: newest([...(before?.images ?? []), ...(image.id === undefined ? [] : [image.id])], MOST_IMAGES),
    steps: [...(before?.steps ?? []), ...stepsThatRan(record)].slice(-MOST_STEPS),
  };
}

const LAYER_KINDS: ReadonlySet<string> = new Set(['run', 'copy', 'workdir']);

function stepsThatRan({ steps }: BuildRecord): TracedStep[] {
  return steps
    .filter(({ kind, cached, error }) => LAYER_KINDS.has(kind) && !cached && error === undefined)
    .flatMap(({ name, intervals }) => {
      const times = intervals.flatMap(({ start, end }) => [start, end]);
      if (times.length === 0) return [];
      return [{ name: shortenedName(name), start: Math.min(...times), end: Math.max(...times) }];
    });
}

/** A step's name as traces keep it. */
export function shortenedName(name: string): string {
  return name.length <= NAME_KEPT ? name : `${name.slice(0, NAME_KEPT / 2)}…${name.slice(-NAME_KEPT / 2)}`;
}

/** Without repetitions: what came again counts as new. */
function newest(values: readonly string[], most: number): string[] {
  return [...new Set(values.toReversed())].slice(0, most).toReversed();
}

/** Undefined for everything that is not a whole trace of this version. */
export function readTrace(value: unknown): BuildTrace | undefined {
  if (!isObject(value) || value['schemaVersion'] !== TRACE_SCHEMA_VERSION) return undefined;
  const { project, target, builder, engine, mounts, images, steps } = value;
  if (!isText(project) || !isText(target) || !isText(builder)) return undefined;
  if (!Array.isArray(mounts) || !Array.isArray(images) || !Array.isArray(steps)) return undefined;
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    project,
    target,
    builder,
    engine: isText(engine) ? engine : undefined,
    mounts: mounts.filter(isText),
    images: images.filter(isText),
    steps: listOf(steps).filter(isStep),
  };
}

function isStep(value: unknown): value is TracedStep {
  return isObject(value) && isText(value['name']) && isNumber(value['start']) && isNumber(value['end']);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
