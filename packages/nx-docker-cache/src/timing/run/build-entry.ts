import { useText } from '../cache-use/use-text';
import { fit, printable } from '../../text/printable';
import { RECORD_SCHEMA_VERSION, type BuildRecord, type StepRecord } from '../record';
import { placeSteps } from './place-steps';
import type { BuildEntry, BuildStep } from './run-record';

/** A build record as runs and the history keep it: what reports show of it. */
export function buildEntry(record: BuildRecord): BuildEntry {
  const { project, target, configuration, startedAt, wallMs, schemaVersion, retries } = record;
  const { origin, builder } = record;
  // A record may be older than its type.
  const version: number = schemaVersion;
  return {
    id: origin?.id ?? `${project}:${target}@${startedAt}`,
    project,
    target,
    ...optional('configuration', configuration),
    outcome: record.outcome,
    image: record.image.tags[0] ?? project,
    dockerfile: record.dockerfile,
    builder: `${builder.driver} ${builder.name}`,
    machine: origin?.machine ?? '',
    ...optional('task', origin?.task && taskOf(origin.task)),
    startedAt,
    wallMs,
    ...optional('together', record.together),
    explained: record.explained,
    cachedSteps: record.cachedSteps,
    totalSteps: record.totalSteps,
    ...optional('retries', retries.length > 0 ? retries.length : undefined),
    ...stepsOf(record),
    ...optional('recordVersion', version === RECORD_SCHEMA_VERSION ? undefined : version),
  };
}

/** Absent instead of undefined: entries are kept as JSON, and compared. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });
}

function taskOf({
  id,
  hash,
  run,
}: NonNullable<NonNullable<BuildRecord['origin']>['task']>): BuildEntry['task'] {
  return { id, ...optional('hash', hash), ...optional('run', run) };
}

function stepsOf(record: BuildRecord): Pick<BuildEntry, 'steps' | 'clockOffMs' | 'clockUnsure'> {
  const kept = record.steps.filter(isShown);
  const { spans, movedMs, isCertain } = placeSteps(kept, record.steps, record);
  const places = new Map(kept.map(({ digest }, index) => [digest, index]));
  const edges = edgesBetween(kept, record.steps, places);
  const steps = kept.map((step, index): BuildStep => {
    const { start, end } = spans[index] ?? { start: 0, end: 0 };
    const after = edges[index] ?? [];
    return {
      ...shownOf(step),
      start,
      end,
      ...optional('above', placeAbove(step, places)),
      ...optional('after', after.length > 0 ? after : undefined),
    };
  });
  return {
    steps,
    ...optional('clockOffMs', movedMs === 0 ? undefined : movedMs),
    ...optional('clockUnsure', isCertain ? undefined : (true as const)),
  };
}

/** What took less is BuildKit's bookkeeping, unless it is an instruction. */
const NOTEWORTHY_MS = 10;

function isShown(step: StepRecord): boolean {
  return isInstruction(step) || step.ownMs >= NOTEWORTHY_MS || step.error !== undefined;
}

/** The steps that a cache hit or miss is told of. */
export function isInstruction({ kind }: Pick<BuildStep, 'kind'>): boolean {
  return kind === 'run' || kind === 'copy' || kind === 'workdir';
}

/** Whether its wall time is its own: that of a build among others is the time of all of them. */
export function wasBuiltAlone({ together }: Pick<BuildEntry, 'together'>): boolean {
  return together === undefined;
}

/** A step that never began, because the build ended before it, stands at 0. */
export function hasBegun({ start, end }: Pick<BuildStep, 'start' | 'end'>): boolean {
  return start > 0 || end > 0;
}

const LONGEST_NAME = 200;

function shownOf(step: StepRecord): Omit<BuildStep, 'start' | 'end' | 'above' | 'after'> {
  const { name, kind, stage, line, cached, error, ownMs, bytes, explanation, cacheUse } = step;
  return {
    name: fit(printable(name.replace(/\s+/g, ' ').trim()), LONGEST_NAME),
    kind,
    ...optional('stage', stage),
    ...optional('line', line),
    cached,
    ...optional('failed', error === undefined ? undefined : (true as const)),
    ownMs: Math.max(0, Math.round(ownMs)),
    ...optional('bytes', bytes),
    ...optional('cause', explanation?.cause),
    ...optional(
      'also',
      explanation !== undefined && explanation.also.length > 0 ? explanation.also : undefined,
    ),
    ...optional(
      'cacheUse',
      cacheUse && useText([cacheUse]) + cacheUse.warnings.join('') !== '' ? cacheUse : undefined,
    ),
  };
}

function placeAbove({ explanation }: StepRecord, places: ReadonlyMap<string, number>): number | undefined {
  const cause = explanation?.cause;
  return cause?.kind === 'step-above-ran' ? places.get(cause.step) : undefined;
}

/** For each kept step the kept ones that it builds on, seen through those that are left out. */
function edgesBetween(
  kept: readonly StepRecord[],
  all: readonly StepRecord[],
  places: ReadonlyMap<string, number>,
): readonly (readonly number[])[] {
  const inputsOf = new Map(all.map(({ digest, inputs }) => [digest, inputs]));
  return kept.map(({ inputs }) => {
    const found = new Set<number>();
    const seen = new Set<string>();
    const open = [...inputs];
    for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      const place = places.get(digest);
      if (place === undefined) open.push(...(inputsOf.get(digest) ?? []));
      else found.add(place);
    }
    return [...found].sort((a, b) => a - b);
  });
}
