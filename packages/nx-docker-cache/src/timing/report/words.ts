import { groupBy } from '../../collections/group-by';
import { count } from '../../text/count';
import { useText } from '../cache-use/use-text';
import { formatDuration } from '../duration';
import { stepText } from '../history/statistics';
import type { PathPart } from '../run/critical-path';
import type { BuildStep, RunRecord, TaskRecord, TaskStatus } from '../run/run-record';
import { printable } from '../../text/printable';
import { withoutFlags } from '../step-name';
import { entryOf, type Miss, type Report } from './report';

/** Words and numbers that all forms of the report share. */

export const STATUS_WORDS = {
  built: 'ran',
  hit: 'task hit',
  'remote-hit': 'remote hit',
  failed: 'failed',
  skipped: 'skipped',
  stopped: 'stopped',
} as const satisfies Record<TaskStatus, string>;

export function statusWord({ status, build }: TaskRecord): string {
  return status === 'built' && build !== undefined ? 'built' : STATUS_WORDS[status];
}

/** The part of the critical path that took most of the time; waiting is nobody's. */
export function longestPart(path: readonly PathPart[]): PathPart | undefined {
  const [longest] = path.filter(({ kind }) => kind !== 'wait').sort((a, b) => msOf(b) - msOf(a));
  return longest;
}

/** What takes a smaller share of the run is told together. */
const LEAST_SHARE = 0.005;
/** Less is 0.0 s. */
const LEAST_MS = 50;

/**
 * The critical path with the waits of a task that have one name as one, where the first of them is; its parts that are
 * worth a line, at most so many, in their order; and the others.
 */
export function worthTelling(
  { path, wallMs }: Pick<Report, 'path' | 'wallMs'>,
  most: number,
): Record<'path' | 'told' | 'rest', readonly PathPart[]> {
  const merged = withJoinedWaits(path);
  const worth = merged.filter((part) => msOf(part) >= Math.max(LEAST_MS, wallMs * LEAST_SHARE));
  const longest = new Set([...worth].sort((a, b) => msOf(b) - msOf(a)).slice(0, most));
  return {
    path: merged,
    told: merged.filter((part) => longest.has(part)),
    rest: merged.filter((part) => !longest.has(part)),
  };
}

function withJoinedWaits(path: readonly PathPart[]): readonly PathPart[] {
  const keyed = path.map((part, index) => ({
    part,
    key: part.kind === 'wait' ? JSON.stringify([part.task, part.name]) : index,
  }));
  return [...groupBy(keyed, ({ key }) => key).values()].map((group) => {
    const [{ part }] = group;
    return { ...part, end: part.start + group.reduce((sum, each) => sum + msOf(each.part), 0) };
  });
}

export function msOf({ start, end }: PathPart): number {
  return end - start;
}

/** `and 3 shorter parts, 0.4 s together`; empty for none. */
export function restText(rest: readonly PathPart[]): string {
  if (rest.length === 0) return '';
  const together = formatDuration(rest.reduce((sum, part) => sum + msOf(part), 0));
  return `and ${count(rest.length, 'shorter part')}, ${together} together`;
}

/** A step as its author knows it: without BuildKit's `[builder 3/7]`, and a RUN without its mounts. */
export function shortStep({ name }: Pick<BuildStep, 'name'>): string {
  return withoutFlags(printable(stepText({ name })));
}

/** A part with the task that it belongs to. */
export function partText(part: PathPart): string {
  const { kind, task, name } = part;
  if (kind === 'task' || task === '') return printable(name);
  return `${printable(task)}  ${kind === 'step' ? shortStep(part) : printable(name)}`;
}

/** Where a step stands: `apps/api/Dockerfile:12`. */
export function placeOf({ dockerfile, line }: Miss): string {
  return printable(line === undefined ? dockerfile : `${dockerfile}:${line}`);
}

/** `42.3 s, 12 tasks: 3 ran, 8 task hits, 1 failed; 20 of 24 steps cached`. */
export function headline({ run, wallMs }: Report): string {
  const counts = Object.entries(STATUS_WORDS).flatMap(([status, word]) => {
    const number = run.tasks.filter((task) => task.status === status).length;
    if (number === 0) return [];
    return [word.endsWith('hit') ? count(number, word) : `${number} ${word}`];
  });
  const { cached, total } = cachedSteps(run);
  const steps = total === 0 ? '' : `; ${cached} of ${total} steps cached in what was built`;
  return `${formatDuration(wallMs)}, ${count(run.tasks.length, 'task')}: ${counts.join(', ')}${steps}`;
}

/** Of the builds of this run. */
export function cachedSteps(run: RunRecord): { readonly cached: number; readonly total: number } {
  const own = run.tasks.filter(({ build }) => build?.kind === 'own').flatMap((task) => entryOf(task) ?? []);
  return {
    cached: own.reduce((sum, entry) => sum + entry.cachedSteps, 0),
    total: own.reduce((sum, entry) => sum + entry.totalSteps, 0),
  };
}

export type Trend = 'falling' | 'rising' | 'level';

/** Differences that a reader should not take for one. */
const LEVEL_PERCENT = 5;

export function trendText(change: number | undefined): { readonly text: string; readonly trend: Trend } {
  if (change === undefined) return { text: '', trend: 'level' };
  const text = change === 0 ? '±0 %' : change > 0 ? `+${change} %` : `−${-change} %`;
  if (Math.abs(change) < LEVEL_PERCENT) return { text, trend: 'level' };
  return { text, trend: change > 0 ? 'rising' : 'falling' };
}

export interface WhatIfRow {
  readonly what: string;
  readonly ms: number;
  readonly note: string;
}

/** A gain that is smaller is noise. */
const WORTH_MS = 50;

export function whatIfRows({ run, whatIf, wallMs }: Report): readonly WhatIfRow[] {
  const { allCached, asBuilt, onePlaceMoreMs, places } = whatIf;
  const rows: WhatIfRow[] = [];
  const { cached, total } = cachedSteps(run);
  if (allCached !== undefined && cached < total)
    rows.push({
      what: 'every step were in the layer cache',
      ms: allCached.ms,
      note: allCached.basis === 'measured' ? 'as earlier builds were' : 'without the steps that ran',
    });
  if (run.tasks.length > 1 && wallMs - onePlaceMoreMs > WORTH_MS)
    rows.push({
      what: `${places + 1} tasks ran at a time instead of ${places}`,
      ms: onePlaceMoreMs,
      note: 'with processors to spare',
    });
  if (asBuilt !== undefined)
    rows.push({
      what: 'nothing were in the task cache',
      ms: asBuilt.ms,
      note: 'each result takes as long as its build took',
    });
  return rows;
}

/** What the cache mounts of a step brought, with the warnings; empty where nothing is known. */
export function mountWords({ cacheUse }: Pick<Miss, 'cacheUse'>): string {
  if (cacheUse === undefined) return '';
  return [useText([cacheUse]), ...cacheUse.warnings].filter((text) => text !== '').join('; ');
}
