import { formatDuration, togetherText } from '../../../duration';
import type { PathPart } from '../../../run/critical-path';
import type { BuildEntry, BuildStep, RunRecord, TaskRecord } from '../../../run/run-record';
import { hasBegun } from '../../../run/build-entry';
import { durationOf } from '../../../run/what-if';
import type { Report } from '../../report';
import { longestPart, statusWord } from '../../words';
import { bars, share, ticks, type Stretch } from '../bars';
import { more } from '../data-table';
import { html, type Content, type Markup } from '../markup';
import type { Section } from './section';

/** What a page can hold and stay light: the tasks and steps that took longest. */
const MOST_TASKS = 250;
const MOST_STEPS = 800;

/** Tasks by the time they began, each with its steps; what decided how long the run took is marked. */
export function timeline({ run, wallMs, path }: Report): Section {
  const byTime = [...run.tasks].sort((a, b) => (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity));
  const shown = longestOf(byTime, MOST_TASKS, durationOf);
  const steps = shown.flatMap((task) => ownEntry(task)?.steps ?? []);
  const view: View = {
    run,
    wallMs,
    path,
    longest: longestPart(path)?.task,
    steps: new Set(longestOf(steps, MOST_STEPS, ({ ownMs }) => ownMs)),
  };
  const rows = shown.map((task) => taskRow(task, view));
  return {
    id: 'timeline',
    title: 'Timeline',
    lead: 'When each task ran, and the steps of what was built. The marked stretches decided how long the run took.',
    body: html`${legend()}
      <div class="tools" hidden>
        <label
          >Filter <input type="search" id="timeline-filter" autocomplete="off" spellcheck="false"
        /></label>
        <label class="check"><input type="checkbox" id="timeline-critical" /> critical path only</label>
        <button type="button" id="timeline-all" aria-pressed="false">Show all steps</button>
        <output id="timeline-count"></output>
      </div>
      <div class="waterfall">
        ${scale(wallMs)}
        <ol class="tasks">
          ${rows}
        </ol>
      </div>
      ${more({ count: byTime.length - shown.length, noun: 'tasks that took less time' })}
      ${more({ count: steps.length - view.steps.size, noun: 'steps that took less time' })}`,
  };
}

interface View {
  readonly run: RunRecord;
  readonly wallMs: number;
  readonly path: readonly PathPart[];
  /** The task with the longest step of the critical path. */
  readonly longest: string | undefined;
  /** Those that are shown. */
  readonly steps: ReadonlySet<BuildStep>;
}

function longestOf<T>(items: readonly T[], most: number, ms: (item: T) => number): readonly T[] {
  if (items.length <= most) return items;
  const longest = new Set([...items].sort((a, b) => ms(b) - ms(a)).slice(0, most));
  return items.filter((item) => longest.has(item));
}

function ownEntry({ build }: TaskRecord): BuildEntry | undefined {
  return build?.kind === 'own' ? build.entry : undefined;
}

function legend(): Markup {
  const sample = (look: Stretch['look'], text: string): Markup =>
    html`<li>
      <svg class="sample" aria-hidden="true"><rect class="${look}" /></svg>${text}
    </li>`;
  return html`<ul class="legend">
    ${sample('critical', 'critical path')} ${sample('ran', 'ran')} ${sample('hit', 'from a cache')}
    ${sample('failed', 'failed')}
  </ul>`;
}

function scale(wallMs: number): Markup {
  const marks = ticks(wallMs);
  const lines = marks.map(
    (ms) => html`<line x1="${share(ms, wallMs)}%" x2="${share(ms, wallMs)}%" y2="100%" />`,
  );
  const texts = marks.map(
    (ms) =>
      html`<text x="${share(ms, wallMs)}%" y="12" ${share(ms, wallMs) > 94 && html` text-anchor="end"`}
        >${tickText(ms)}</text
      >`,
  );
  return html`<svg class="grid" aria-hidden="true">${lines}</svg
    ><svg class="scale" aria-hidden="true">${texts}</svg>`;
}

function tickText(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1000) return `${ms / 1000} s`;
  return ms < 60_000 ? `${ms / 1000} s` : formatDuration(ms).replace(' 00 s', '');
}

function taskRow(task: TaskRecord, view: View): Markup {
  const entry = ownEntry(task);
  const steps = entry?.steps.filter((step) => view.steps.has(step)) ?? [];
  const isCritical = view.path.some(({ task: id, kind }) => id === task.id && kind !== 'wait');
  const head = html`<span class="name">${task.id}</span>
    <span class="state ${task.status}">${stateText(task)}</span>
    <span class="time">${task.startedAt === undefined ? '–' : formatDuration(durationOf(task))}</span>
    ${bars(taskStretches(task, view), view.wallMs)}`;
  return html`<li${isCritical && html` class="on-path"`}>${
    entry === undefined || steps.length === 0
      ? html`<div class="row">${head}</div>`
      : html`<details${isOpen(task, view) && html` open`}>
          <summary class="row">${head}</summary>
          <ol class="steps">
            ${steps.map((step) => stepRow(step, task, entry, view))}
          </ol>
        </details>`
  }</li>`;
}

/** What a reader would open first: what failed, and where most of the critical path lies. */
function isOpen({ id, status }: TaskRecord, { longest }: View): boolean {
  return status === 'failed' || id === longest;
}

/** What a screen reader reads of the row, and what filters find, stands in words. */
function stateText(task: TaskRecord): Content {
  const entry = ownEntry(task);
  const steps =
    entry === undefined || entry.totalSteps === 0
      ? ''
      : html` <span class="quiet">${entry.cachedSteps}/${entry.totalSteps} cached</span>`;
  const built =
    task.build?.kind === 'earlier'
      ? html` <span class="quiet"
          >built in
          ${formatDuration(task.build.entry.wallMs)}${togetherText(task.build.entry)}${task.build.elsewhere && ' elsewhere'}</span
        >`
      : '';
  return [statusWord(task), steps, built];
}

function taskStretches(task: TaskRecord, { run, path }: View): readonly Stretch[] {
  if (task.startedAt === undefined) return [];
  const start = task.startedAt - run.startedAt;
  const isHit = task.status === 'hit' || task.status === 'remote-hit';
  const isBad = task.status === 'failed' || task.status === 'stopped';
  return [
    { start, end: start + durationOf(task), look: isBad ? 'failed' : isHit ? 'hit' : 'ran' },
    ...joined(path.filter(({ task: id, start: from }) => id === task.id && from >= start)).map(
      (part): Stretch => ({ ...part, look: 'critical' }),
    ),
  ];
}

/** Parts that follow on one another as one stretch. */
function joined(parts: readonly PathPart[]): readonly { readonly start: number; readonly end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of parts) {
    const last = stretches.at(-1);
    if (last !== undefined && start - last.end < 1) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches;
}

function stepRow(step: BuildStep, task: TaskRecord, entry: BuildEntry, { run, wallMs, path }: View): Markup {
  const offset = entry.startedAt - run.startedAt;
  const critical = path.filter(
    (part) =>
      part.kind === 'step' &&
      part.task === task.id &&
      part.name === step.name &&
      part.end > step.start + offset &&
      part.start < step.end + offset,
  );
  const stretches: readonly Stretch[] = [
    {
      start: step.start + offset,
      end: step.end + offset,
      look: step.failed === true ? 'failed' : step.cached ? 'cached' : 'ran',
    },
    ...critical.map(({ start, end }): Stretch => ({ start, end, look: 'critical' })),
  ];
  return html`<li class="row${critical.length > 0 && ' on-path'}">
    <span class="name">${step.name}</span
    ><span class="time${step.failed === true && ' failed'}">${stepTime(step)}</span
    >${hasBegun(step) && bars(stretches, wallMs)}
  </li>`;
}

/** A step that was found in the cache may have taken time all the same: to fetch its layers. */
const NOTEWORTHY_MS = 50;

function stepTime(step: BuildStep): string {
  if (step.cached && step.ownMs < NOTEWORTHY_MS) return 'cached';
  if (!hasBegun(step)) return 'never began';
  return `${step.failed === true ? 'failed, ' : step.cached ? 'cached, ' : ''}${formatDuration(step.ownMs)}`;
}
