import { count } from '../text/count';
import { matchesFilters, type GcRule } from './gc-policy';
import type { UsageRecord } from './usage-record';

/** What the builder's garbage collection will do with one record. */
export type Fate =
  /** It goes at the next collection, which starts within a minute after a build. */
  | { readonly kind: 'next-collection'; readonly rule: number }
  /** It goes at the first collection after this moment (ms since the epoch) unless it is used before or the cache shrinks. */
  | { readonly kind: 'after'; readonly at: number; readonly rule: number }
  /** It may go once the cache takes more than these bytes, or before when the disk has less than `freeBytes` left. */
  | { readonly kind: 'above'; readonly bytes: number; readonly freeBytes?: number; readonly rule: number }
  /** It may go once the disk of the cache has less than these bytes left. */
  | { readonly kind: 'low-disk'; readonly freeBytes: number; readonly rule: number }
  /** No rule ever takes it. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Forecast {
  /** Ids of the records that the next collection is known to delete. */
  readonly next: ReadonlySet<string>;
  /** Why it may delete others besides. Empty: what is in `next`, and nothing else. */
  readonly unknown: readonly string[];
  readonly fates: ReadonlyMap<string, Fate>;
  /** What the rules count: everything that is not part of an image. */
  readonly countedBytes: number;
}

export interface ForecastFacts {
  readonly records: readonly UsageRecord[];
  /** Undefined where the builder does not tell them. */
  readonly rules: readonly GcRule[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Of the disk that holds the cache; undefined where it is not known. */
  readonly freeBytes?: number | undefined;
}

/**
 * Plays the next collection (BuildKit, cache/manager.go: `prune`, `pruneOnce`, `sortDeleteRecords`): each rule in turn
 * deletes, one by one, what it may, until the cache is below the rule's limit.
 */
export function forecast({ records, rules, now, freeBytes }: ForecastFacts): Forecast {
  const countedBytes = counted(records);
  if (rules === undefined) {
    const why = 'this builder does not tell its rules';
    return {
      next: new Set(),
      unknown: [why],
      fates: new Map(records.map(({ id }) => [id, { kind: 'unknown', why }])),
      countedBytes,
    };
  }
  const { fates: soon, left, unknown } = playNext(records, rules, { now, freeBytes });
  const later = { left, now, freeBytes: freeWith(left, records, freeBytes) };
  const fates = new Map(records.map((each) => [each.id, soon.get(each.id) ?? laterFate(each, rules, later)]));
  const isNext = ({ id }: UsageRecord): boolean => fates.get(id)?.kind === 'next-collection';
  return { next: new Set(records.filter(isNext).map(({ id }) => id)), unknown, fates, countedBytes };
}

interface Played {
  /** Of the records that go. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly left: readonly UsageRecord[];
  readonly unknown: readonly string[];
}

/**
 * What is not known counts as what deletes least. A rule that would delete more otherwise leaves the rules behind it more than
 * there may be: what they delete is not known.
 */
function playNext(
  records: readonly UsageRecord[],
  rules: readonly GcRule[],
  { now, freeBytes }: Pick<ForecastFacts, 'now' | 'freeBytes'>,
): Played {
  const fates = new Map<string, Fate>();
  const unknown = new Set<string>();
  let left = records;
  for (const [number, rule] of rules.entries()) {
    const collection = { records: left, rule, now, freeBytes: freeWith(left, records, freeBytes) };
    const gone = collect(collection);
    const [why] = unknown;
    for (const id of gone)
      fates.set(id, why === undefined ? { kind: 'next-collection', rule: number } : { kind: 'unknown', why });
    left = left.filter(({ id }) => !gone.has(id));
    for (const gap of gapsOf(collection, left, number)) unknown.add(gap);
  }
  return { fates, left, unknown: [...unknown] };
}

/** The free bytes of the disk once only some of the records are left. */
function freeWith(
  left: readonly UsageRecord[],
  all: readonly UsageRecord[],
  freeBytes: number | undefined,
): number | undefined {
  return freeBytes === undefined ? undefined : freeBytes + counted(all) - counted(left);
}

/** What a rule would have to know to delete no more than it has left over. */
function gapsOf(
  { records, rule, now, freeBytes }: Collection,
  left: readonly UsageRecord[],
  number: number,
): readonly string[] {
  if (left.some(({ type }) => matchesFilters(rule.filters, type) === undefined))
    return [filterUnknown(rule, number)];
  const limit = keptBytes(rule, counted(records), freeBytes);
  if (limit === undefined || !left.some((record) => mayGo(record, rule) && isUnused(record, rule, now)))
    return [];
  const unsized = left.filter(({ shared, size }) => !shared && size === undefined).length;
  const onFullDisk = keptBytes(rule, counted(records), freeBytes ?? 0) ?? limit;
  return [
    ...(unsized === 0 ? [] : [`the size of ${count(unsized, 'record')} is not known`]),
    ...(counted(left) < onFullDisk || onFullDisk === limit
      ? []
      : ['how much of the disk is free is not known']),
  ];
}

function filterUnknown({ filters }: GcRule, number: number): string {
  return `rule ${number} has a filter that is not understood: ${filters.join(' ')}`;
}

/** Without the sizes that are not known. */
function counted(records: readonly UsageRecord[]): number {
  return records.reduce((sum, { shared, size = 0 }) => sum + (shared ? 0 : size), 0);
}

interface Collection {
  readonly records: readonly UsageRecord[];
  readonly rule: GcRule;
  readonly now: number;
  readonly freeBytes: number | undefined;
}

/** The ids that one rule deletes. A layer can only go when nothing is built upon it, so its turn comes anew each time. */
function collect({ records, rule, now, freeBytes }: Collection): ReadonlySet<string> {
  const gone = new Set<string>();
  let total = counted(records);
  const limit = keptBytes(rule, total, freeBytes);
  const children = childCounts(records);
  const takes = records.filter((record) => mayGo(record, rule) && isUnused(record, rule, now));
  while (limit === undefined || total >= limit) {
    const candidate = firstToGo(takes.filter(({ id }) => !gone.has(id) && (children.get(id) ?? 0) === 0));
    if (candidate === undefined) break;
    gone.add(candidate.id);
    total -= counted([candidate]);
    for (const parent of candidate.parents) children.set(parent, (children.get(parent) ?? 0) - 1);
  }
  return gone;
}

/** How many records are built upon each. */
function childCounts(records: readonly UsageRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const parent of records.flatMap(({ parents }) => parents))
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  return counts;
}

/** `calculateKeepBytes`. Undefined: without any limit the rule deletes all that it may. */
function keptBytes(rule: GcRule, total: number, freeBytes: number | undefined): number | undefined {
  const { reservedBytes = 0, maxUsedBytes = 0, minFreeBytes = 0 } = rule;
  if (reservedBytes === 0 && maxUsedBytes === 0 && minFreeBytes === 0) return undefined;
  const missing = freeBytes === undefined ? 0 : minFreeBytes - freeBytes;
  const wanted = maxUsedBytes === 0 ? Number.POSITIVE_INFINITY : maxUsedBytes;
  const most = missing > 0 ? Math.min(wanted, total - missing) : wanted;
  // With a smallest free space alone nothing goes while there is enough of it.
  if (most === Number.POSITIVE_INFINITY) return minFreeBytes > 0 ? total + 1 : reservedBytes;
  return Math.max(most, reservedBytes);
}

function mayGo(record: UsageRecord, rule: GcRule): boolean {
  if (record.inUse) return false;
  if (!rule.all && (record.shared || record.type === 'internal' || record.type === 'frontend')) return false;
  return matchesFilters(rule.filters, record.type) === true;
}

/** Between the two ends of a use that is only known roughly, the record still counts as used. */
function isUnused({ lastUsed }: UsageRecord, { keepMs }: GcRule, now: number): boolean {
  return keepMs === undefined || lastUsed === undefined || lastUsed.latest <= now - keepMs;
}

/** `sortDeleteRecords`: what was used least recently and least often together. */
function firstToGo(records: readonly UsageRecord[]): UsageRecord | undefined {
  const byUse = rank(records, ({ lastUsed }) => lastUsed?.latest ?? 0);
  const byCount = rank(records, ({ usageCount }) => usageCount);
  const weight = (record: UsageRecord): number => (byUse.get(record) ?? 0) + (byCount.get(record) ?? 0);
  return records.reduce<UsageRecord | undefined>(
    (first, record) => (first === undefined || weight(record) < weight(first) ? record : first),
    undefined,
  );
}

/** Each record's place among the different values, counted from 2 as BuildKit does (from 1 for a value of 0), as a share of the last. */
function rank(
  records: readonly UsageRecord[],
  value: (record: UsageRecord) => number,
): ReadonlyMap<UsageRecord, number> {
  const places = [...new Set(records.map(value))].sort((a, b) => a - b);
  const first = places[0] === 0 ? 1 : 2;
  const last = places.length - 1 + first;
  const placeOf = new Map(places.map((each, index) => [each, (index + first) / last]));
  return new Map(records.map((record) => [record, placeOf.get(value(record)) ?? 0]));
}

interface Later {
  /** What the next collection leaves. */
  readonly left: readonly UsageRecord[];
  readonly now: number;
  /** Then. */
  readonly freeBytes: number | undefined;
}

/** The first rule that could take a record that stays for now, and what has to happen before. */
function laterFate(record: UsageRecord, rules: readonly GcRule[], { left, now, freeBytes }: Later): Fate {
  const alone = { ...record, inUse: false };
  const total = counted(left);
  let isHeld = false;
  for (const [number, rule] of rules.entries()) {
    if (matchesFilters(rule.filters, record.type) === undefined)
      return { kind: 'unknown', why: filterUnknown(rule, number) };
    if (!mayGo(alone, rule)) continue;
    if (total < (keptBytes(rule, total, freeBytes) ?? 0)) {
      const limit = limitOf(rule, total);
      if (limit === undefined) return { kind: 'low-disk', freeBytes: rule.minFreeBytes ?? 0, rule: number };
      const needed = neededFreeBytes(alone, rules, limit);
      return { kind: 'above', bytes: limit, ...(needed > 0 && { freeBytes: needed }), rule: number };
    }
    const at = (record.lastUsed?.latest ?? now) + (rule.keepMs ?? 0);
    if (at > now) return { kind: 'after', at, rule: number };
    isHeld = true;
  }
  return isHeld ? { kind: 'unknown', why: HELD } : { kind: 'kept' };
}

/** A rule would take it now, and BuildKit does not. */
const HELD = 'it is in use, or others are built upon it';

/** From how many bytes on a rule deletes; undefined where only the free space of the disk decides. */
function limitOf(
  { reservedBytes = 0, maxUsedBytes = 0, minFreeBytes = 0 }: GcRule,
  total: number,
): number | undefined {
  if (maxUsedBytes > 0) return Math.max(maxUsedBytes, reservedBytes);
  return minFreeBytes > 0 && total >= reservedBytes ? undefined : reservedBytes;
}

/** How much of the disk has to be free so that no rule takes a record of a cache below a limit; 0 where the disk does not matter. */
function neededFreeBytes(record: UsageRecord, rules: readonly GcRule[], limit: number): number {
  const those = rules.filter((rule) => mayGo(record, rule) && (rule.reservedBytes ?? 0) < limit);
  return Math.max(0, ...those.map(({ minFreeBytes = 0 }) => minFreeBytes));
}
