import { formatDuration } from '../duration';
import { stepText } from '../history/statistics';
import type { PathPart } from '../run/critical-path';
import type { BuildStep, RunRecord, TaskRecord, TaskStatus } from '../run/run-record';
import { printable } from '../printable';
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
  const ms = ({ start, end }: PathPart): number => end - start;
  const [longest] = path.filter(({ kind }) => kind !== 'wait').sort((a, b) => ms(b) - ms(a));
  return longest;
}

/** A step as its author knows it: without BuildKit's `[builder 3/7]`, and a RUN without its mounts. */
export function shortStep({ name }: Pick<BuildStep, 'name'>): string {
  return printable(stepText({ name })).replace(/^RUN (?:--\S+ )+/, 'RUN ');
}

/** Where a step stands: `apps/api/Dockerfile:12`. */
export function placeOf({ dockerfile, line }: Miss): string {
  return printable(line === undefined ? dockerfile : `${dockerfile}:${line}`);
}

/** `42.3 s, 12 tasks: 3 ran, 8 task hits, 1 failed; 20 of 24 steps cached`. */
export function headline({ run, wallMs }: Report): string {
  const counts = Object.entries(STATUS_WORDS).flatMap(([status, word]) => {
    const count = run.tasks.filter((task) => task.status === status).length;
    return count === 0 ? [] : [`${count} ${count > 1 && word.endsWith('hit') ? `${word}s` : word}`];
  });
  const { cached, total } = cachedSteps(run);
  const steps = total === 0 ? '' : `; ${cached} of ${total} steps cached in what was built`;
  const count = run.tasks.length;
  return `${formatDuration(wallMs)}, ${count} ${count === 1 ? 'task' : 'tasks'}: ${counts.join(', ')}${steps}`;
}

/** Of the builds of this run. */
export function cachedSteps(run: RunRecord): { readonly cached: number; readonly total: number } {
  const own = run.tasks.filter(({ build }) => build?.kind === 'own').flatMap((task) => entryOf(task) ?? []);
  return {
    cached: own.reduce((sum, entry) => sum + entry.cachedSteps, 0),
    total: own.reduce((sum, entry) => sum + entry.totalSteps, 0),
  };
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
}

export type Trend = 'falling' | 'rising' | 'level';

/** Differences that a reader should not take for one. */
const LEVEL_PERCENT = 5;

export function trendText(change: number | undefined): { readonly text: string; readonly trend: Trend } {
  if (change === undefined) return { text: '', trend: 'level' };
  if (Math.abs(change) < LEVEL_PERCENT) return { text: '±0 %', trend: 'level' };
  return change > 0 ? { text: `+${change} %`, trend: 'rising' } : { text: `−${-change} %`, trend: 'falling' };
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
  if (allCached !== undefined)
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
