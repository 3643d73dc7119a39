import type { Stage } from '../dockerfile/stages';
import type { CacheUse } from './cache-use/cache-use';
import type { CollectedPart, CollectedStep } from './collect';
import { instructionLine } from './instruction-line';
import { sumMs, unionMs } from './intervals';
import type { CollectedBuild } from './join-attempts';
import {
  RECORD_SCHEMA_VERSION,
  type BuildRecord,
  type Interval,
  type StepPart,
  type StepRecord,
} from './record';
import { baseImageOf, parseStepName } from './step-name';
import {
  CLOCK_TOLERANCE_MS,
  clocksAgree,
  clockWasSet,
  insideBuild,
  intervalsOf,
  timeOutside,
} from './time-outside';

/** What the stream does not tell about a build. */
export type BuildFacts = Omit<
  BuildRecord,
  | 'schemaVersion'
  | 'wallMs'
  | 'explained'
  | 'outside'
  | 'cachedSteps'
  | 'totalSteps'
  | 'steps'
  | 'warnings'
  | 'key'
  | 'comparedWith'
>;

/**
 * What the stream tells, in order. What decides each step's cache and why it ran is added by explain/.
 * @param stages of the Dockerfile that was built; without them no step has a line.
 */
export function buildRecord(
  facts: BuildFacts,
  collected: CollectedBuild,
  stages: readonly Stage[] = [],
): BuildRecord {
  const steps = [...collected.steps.values()].map((step) => stepRecord(step, stages, collected.latest));
  const counted = steps.filter((step) => countsAsStep(step) && wasLookedAt(step));
  const wallMs = Math.max(0, facts.endedAt - facts.startedAt);
  const build = { startedAt: facts.startedAt, wallMs };
  // What lies outside of these steps may be the steps of the other images.
  const outside = facts.together === undefined ? timeOutside(steps, build) : undefined;
  const intervals = intervalsOf(steps);
  const inSteps = unionMs(clocksAgree(steps, build) ? insideBuild(intervals, build) : intervals);
  const isUnsure = isBackwards(collected.steps) || clockWasSet(steps, build);
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    ...facts,
    wallMs,
    explained: wallMs === 0 ? 0 : Math.min(1, round(inSteps / wallMs, 4)),
    ...(outside !== undefined && { outside }),
    cachedSteps: counted.filter(({ cached }) => cached).length,
    totalSteps: counted.length,
    steps,
    warnings: [...collected.warnings, ...(isUnsure ? [CLOCK_WAS_SET] : [])],
    key: undefined,
    comparedWith: undefined,
  };
}

const CLOCK_WAS_SET =
  'the clock of the engine was set while it built: times of steps may be too short or too long';

/** A step that ends before it begins. */
function isBackwards(steps: CollectedBuild['steps']): boolean {
  return [...steps.values()].some(({ intervals }) =>
    [...intervals].some(([start, end]) => end !== undefined && end < start - CLOCK_TOLERANCE_MS),
  );
}

/**
 * The steps of the Dockerfile that make a layer. What BuildKit does besides is timed, but neither cached nor missed:
 * a base image that is there is looked up again every time, and called cached or not by chance.
 */
export function countsAsStep({ kind }: Pick<StepRecord, 'kind'>): boolean {
  return kind === 'run' || kind === 'copy' || kind === 'workdir';
}

/** A build that fails leaves steps behind that nobody has looked for in the cache. */
function wasLookedAt({ cached, intervals }: StepRecord): boolean {
  return cached || intervals.length > 0;
}

function stepRecord(step: CollectedStep, stages: readonly Stage[], latest: number): StepRecord {
  const parsed = parseStepName(step.name);
  const intervals = closedIntervals(step.intervals, latest);
  const parts = [...step.parts].map(([id, part]) => stepPart(id, part));
  const bytes = parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0);
  return {
    digest: step.digest,
    name: step.name,
    kind: parsed.kind,
    stage: parsed.stage,
    platform: parsed.platform,
    line: instructionLine(parsed, stages),
    cached: step.cached,
    intervals,
    ownMs: round(sumMs(intervals), 3),
    bytes: bytes > 0 ? bytes : undefined,
    parts,
    inputs: step.inputs,
    error: step.error,
    key: undefined,
    base: parsed.kind === 'base-image' ? baseImageOf(parsed) : undefined,
    explanation: undefined,
    cacheUse: step.cached || intervals.length === 0 ? undefined : toolUses(step),
  };
}

/**
 * The mounts themselves are for those to tell who asked the engine (cache/use/). Of a step that did not come to its end nobody
 * knows whether what was not downloaded was in the cache.
 */
function toolUses({ toolLog, log, error, intervals }: CollectedStep): CacheUse | undefined {
  if (toolLog === undefined) return undefined;
  for (const line of log.flush()) toolLog.line(line);
  const hasEnded = error === undefined && [...intervals.values()].every((end) => end !== undefined);
  return { mounts: [], tools: hasEnded ? toolLog.uses() : [], warnings: [] };
}

/** An interval that was never closed lasted until the stream fell silent: the build was stopped, or its engine died. */
function closedIntervals(intervals: ReadonlyMap<number, number | undefined>, latest: number): Interval[] {
  return [...intervals].map(([start, end]) => ({ start, end: Math.max(start, end ?? latest) }));
}

function stepPart(name: string, { started, completed, bytes }: CollectedPart): StepPart {
  const ms =
    started === undefined || completed === undefined ? undefined : round(Math.max(0, completed - started), 3);
  return { name, ms, bytes: bytes > 0 ? bytes : undefined };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
