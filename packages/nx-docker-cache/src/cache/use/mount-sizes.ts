import type { MountSize } from '../../timing/cache-use/cache-use';
import type { Interval } from '../../timing/record';
import type { DeclaredMount } from '../declared-mounts';
import { describeMount, shownKey, type MountKey } from '../mount-key';
import type { UsageRecord } from '../usage-record';

/** A mount as it was left: how large, and how often it had been used until then. By the id of its record. */
export type LeftMounts = Readonly<Record<string, { readonly bytes: number; readonly uses: number }>>;

/** A step that ran, and its mounts. */
export interface MountUser {
  readonly mounts: readonly DeclaredMount[];
  /** By the engine's clock. */
  readonly intervals: readonly Interval[];
}

export interface MountFacts {
  /** The engine's records after the last RUN of the build; undefined where it was not asked, or did not answer in time. */
  readonly records: readonly UsageRecord[] | undefined;
  readonly left: LeftMounts;
  /** When the first step of the build began, by the engine's clock. */
  readonly begun: number;
}

/**
 * The mounts of each user with their sizes. BuildKit counts how often a mount was used, so that the size in which the last
 * build left it is the size before this one exactly when the uses since then are those of this build; a mount that this
 * build made was empty. In all other cases nothing is known.
 */
export function mountSizes(
  users: readonly MountUser[],
  facts: MountFacts,
): readonly (readonly MountSize[])[] {
  const found = new Map(mountsUsed(facts).map((record) => [record.key, record.record]));
  const uses = usesByKey(users);
  return users.map(({ mounts }) =>
    mounts.map((mount) => {
      const record = mount.key === undefined ? undefined : (found.get(mount.key) ?? undefined);
      const size = sizeOf(record, mount, uses.get(mount.key ?? ''), facts);
      return { id: mount.key === undefined ? '' : shownKey(mount.key), target: mount.target, ...size };
    }),
  );
}

/** Of one key those that were used since the build began; `undefined` for several: which one it was cannot be told. */
function mountsUsed({
  records = [],
  begun,
}: MountFacts): readonly { readonly key: MountKey; readonly record: UsageRecord | undefined }[] {
  const found = new Map<MountKey, UsageRecord | undefined>();
  for (const record of records) {
    const key = describeMount(record)?.key;
    if (key === undefined || (record.lastUsed?.latest ?? 0) < begun) continue;
    found.set(key, found.has(key) ? undefined : record);
  }
  return [...found].map(([key, record]) => ({ key, record }));
}

function sizeOf(
  record: UsageRecord | undefined,
  mount: DeclaredMount,
  uses: number | undefined,
  facts: Pick<MountFacts, 'left' | 'begun'>,
): Pick<MountSize, 'before' | 'after'> {
  const after = record && settledSize(record);
  if (record === undefined || after === undefined) return { before: undefined, after: undefined };
  return { before: sizeBefore(record, mount, uses, facts), after };
}

/** One that is written to has no size yet. One that a RUN took while the engine looked is told as 0, although it is not empty. */
function settledSize({ inUse, size = 0 }: UsageRecord): number | undefined {
  return inUse || size === 0 ? undefined : size;
}

function sizeBefore(
  record: UsageRecord,
  { hasContent }: DeclaredMount,
  uses: number | undefined,
  { left, begun }: Pick<MountFacts, 'left' | 'begun'>,
): number | undefined {
  if (uses === undefined) return undefined;
  const isNew = record.createdAt !== undefined && record.createdAt >= begun;
  if (isNew) return record.usageCount === uses && !hasContent ? 0 : undefined;
  const last = left[record.id];
  return last !== undefined && record.usageCount - last.uses === uses ? last.bytes : undefined;
}

/** How often a build used a mount; undefined where RUNs that overlap may have used it together, which counts as one use. */
function usesByKey(users: readonly MountUser[]): ReadonlyMap<MountKey, number | undefined> {
  const intervals = new Map<MountKey, Interval[]>();
  for (const { mounts, intervals: own } of users)
    for (const { key } of mounts)
      if (key !== undefined) intervals.set(key, [...(intervals.get(key) ?? []), span(own)]);
  return new Map([...intervals].map(([key, spans]) => [key, overlap(spans) ? undefined : spans.length]));
}

function span(intervals: readonly Interval[]): Interval {
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}

function overlap(intervals: readonly Interval[]): boolean {
  const sorted = [...intervals].sort((a, b) => a.start - b.start);
  return sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? Number.NEGATIVE_INFINITY));
}

/**
 * What to remember for the next build. A look at a mount of unknown size counts as a use of its own afterwards, so that only
 * a second look tells the count that the next build starts from.
 * @param first the look that found out the sizes
 * @param second one right after it
 * @param earlier what was remembered before: of a mount that another build uses just now it is still right
 */
export function leftMounts(
  first: readonly UsageRecord[],
  second: readonly UsageRecord[],
  earlier: LeftMounts,
): LeftMounts {
  const before = new Map(first.map((record) => [record.id, record]));
  return Object.fromEntries(
    second.flatMap((record) => {
      if (describeMount(record) === undefined) return [];
      const bytes = untouchedSize(before.get(record.id), record);
      const left = bytes === undefined ? earlier[record.id] : { bytes, uses: record.usageCount };
      return left === undefined ? [] : [[record.id, left]];
    }),
  );
}

/** The size of a mount that nobody used between the two looks: the count has grown by the first of them at most. */
function untouchedSize(first: UsageRecord | undefined, second: UsageRecord): number | undefined {
  const size = settledSize(second);
  const isUntouched =
    first !== undefined && settledSize(first) === size && second.usageCount - first.usageCount <= 1;
  return isUntouched ? size : undefined;
}

/** As JSON.parse gave it; what is no such thing counts as nothing. */
export function readLeftMounts(value: unknown): LeftMounts {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, left]) => {
      if (!isObject(left)) return [];
      const { bytes, uses } = left;
      return typeof bytes === 'number' && typeof uses === 'number' ? [[id, { bytes, uses }]] : [];
    }),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
