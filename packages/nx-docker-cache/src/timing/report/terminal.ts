import { formatDuration } from '../duration';
import { trendText, type Trend } from './words';
import { fit, printable } from '../printable';
import type { PathPart } from '../run/critical-path';
import type { TaskRecord } from '../run/run-record';
import { durationOf } from '../run/what-if';
import { causeWords } from './cause-words';
import { entryOf, type Report } from './report';
import { COLOURED, PLAIN, type Style } from './style';
import { bar, renderTable, type Cell } from './table';
import { headline, percent, placeOf, statusWord, whatIfRows } from './words';

export interface TerminalOptions {
  readonly width: number;
  readonly hasColour: boolean;
}

/** The report for a terminal: no line is longer than the width, of 60 columns and more. */
export function renderTerminal(report: Report, { width, hasColour }: TerminalOptions): string {
  const view: View = { report, width, style: hasColour ? COLOURED : PLAIN };
  const parts = [
    head(view),
    tasks(view),
    path(view),
    misses(view),
    reckoned(view),
    history(view),
    slowest(view),
    notes(view),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface View {
  readonly report: Report;
  readonly width: number;
  readonly style: Style;
}

type Lines = readonly string[];

function head({ report, width, style }: View): Lines {
  return [style.bold(fit(printable(report.run.command), width)), fit(headline(report), width)];
}

const MOST_ROWS = 30;
const NARROWEST_BAR = 12;

function tasks({ report, width, style }: View): Lines {
  const { run, wallMs } = report;
  const ordered = [...run.tasks].sort((a, b) => (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity));
  const shown = ordered.length > MOST_ROWS ? slowestOf(ordered) : ordered;
  const onPath = new Set(report.path.map(({ task }) => task));
  const longest = Math.max(4, ...shown.map(({ id }) => id.length));
  const barWidth = Math.max(NARROWEST_BAR, Math.min(48, width - Math.min(longest, 40) - 42));
  const rows = shown.map((task): Cell[] => {
    const drawn =
      task.startedAt === undefined
        ? ''
        : bar(
            { start: task.startedAt - run.startedAt, end: (task.endedAt ?? 0) - run.startedAt },
            wallMs,
            barWidth,
          );
    return [
      { text: printable(task.id) },
      { text: statusWord(task), mark: markOf(task, style) },
      { text: task.startedAt === undefined ? '' : formatDuration(durationOf(task)) },
      { text: stepsText(task) },
      { text: drawn.padEnd(barWidth), mark: onPath.has(task.id) ? style.warm : style.cool },
    ];
  });
  const scale = `0${formatDuration(wallMs).padStart(barWidth - 1)}`;
  const columns = [
    { heading: 'task', isWide: true },
    { heading: '' },
    { heading: 'time', align: 'right' },
    { heading: 'cached', align: 'right' },
    { heading: scale },
  ] as const;
  const hidden = ordered.length - shown.length;
  const more = hidden > 0 ? [style.dim(`  and ${hidden} tasks that took less time`)] : [];
  return [...renderTable(columns, rows, { width, head: style.dim }), ...more];
}

/** The ones that took longest, still in the order of their start. */
function slowestOf(ordered: readonly TaskRecord[]): readonly TaskRecord[] {
  const longest = new Set([...ordered].sort((a, b) => durationOf(b) - durationOf(a)).slice(0, MOST_ROWS));
  return ordered.filter((task) => longest.has(task));
}

function markOf({ status }: TaskRecord, style: Style): (text: string) => string {
  if (status === 'failed' || status === 'stopped') return style.bad;
  return status === 'hit' || status === 'remote-hit' ? style.good : (text) => text;
}

function stepsText(task: TaskRecord): string {
  const entry = entryOf(task);
  return entry === undefined || entry.totalSteps === 0 ? '' : `${entry.cachedSteps}/${entry.totalSteps}`;
}

const MOST_PARTS = 12;

function path({ report, width, style }: View): Lines {
  const longest = new Set(
    [...report.path].sort((a, b) => b.end - b.start - a.end + a.start).slice(0, MOST_PARTS),
  );
  const shown = report.path.filter((part) => longest.has(part));
  const rest = report.path.filter((part) => !longest.has(part));
  const left = rest.reduce((sum, { start, end }) => sum + end - start, 0);
  const rows = shown.map((part): Cell[] => [
    { text: formatDuration(part.end - part.start) },
    { text: percent(part.end - part.start, report.wallMs) },
    { text: partText(part), ...(part.kind === 'wait' && { mark: style.dim }) },
  ]);
  const columns = [
    { heading: 'time', align: 'right' },
    { heading: 'share', align: 'right' },
    { heading: 'what', isWide: true },
  ] as const;
  if (rows.length === 0) return [];
  return [
    style.bold('Critical path'),
    ...renderTable(columns, rows, { width, head: style.dim }),
    ...(rest.length > 0
      ? [style.dim(`  and ${rest.length} shorter parts, ${formatDuration(left)} together`)]
      : []),
  ];
}

export function partText({ kind, task, name }: PathPart): string {
  return printable(kind === 'task' || task === '' ? name : `${task}  ${name}`);
}

const MOST_MISSES = 10;

function misses({ report, width, style }: View): Lines {
  if (report.misses.length === 0) return [];
  const rows = report.misses
    .slice(0, MOST_MISSES)
    .map((miss): Cell[] => [
      { text: formatDuration(miss.ms) },
      { text: placeOf(miss) },
      { text: printable(miss.step) },
      { text: causeWords(miss.cause), mark: style.warm },
    ]);
  const columns = [
    { heading: 'time', align: 'right' },
    { heading: 'where' },
    { heading: 'step', isWide: true },
    { heading: 'because' },
  ] as const;
  const hidden = report.misses.length - rows.length;
  return [
    style.bold('Steps that ran'),
    ...renderTable(columns, rows, { width, head: style.dim }),
    ...(hidden > 0 ? [style.dim(`  and ${hidden} more`)] : []),
  ];
}

function reckoned({ report, width, style }: View): Lines {
  const rows = whatIfRows(report).map(({ what, ms, note }): Cell[] => [
    { text: formatDuration(ms) },
    { text: what },
    { text: note, mark: style.dim },
  ]);
  if (rows.length === 0) return [];
  const columns = [
    { heading: 'time', align: 'right' },
    { heading: 'if' },
    { heading: '', isWide: true },
  ] as const;
  return [
    style.bold('The run would take (reckoned)'),
    ...renderTable(columns, rows, { width, head: style.dim }),
  ];
}

function history({ report, width, style }: View): Lines {
  const { targets, runs } = report;
  if (targets.every(({ builds, taskRuns }) => builds + taskRuns < 2)) return [];
  const mark = { falling: style.good, rising: style.bad, level: style.dim } as const satisfies Record<
    Trend,
    (text: string) => string
  >;
  const rows = targets.slice(0, MOST_ROWS).map((target): Cell[] => {
    const trend = trendText(target.trendPercent);
    return [
      { text: printable([target.project, target.target, target.configuration].filter(Boolean).join(':')) },
      { text: String(target.builds) },
      { text: target.medianMs === undefined ? '' : formatDuration(target.medianMs) },
      { text: target.lastMs === undefined ? '' : formatDuration(target.lastMs) },
      { text: trend.text, mark: mark[trend.trend] },
      { text: percent(target.cachedSteps, target.totalSteps) },
      { text: target.taskRuns === 0 ? '' : percent(target.taskHits, target.taskRuns) },
    ];
  });
  const columns = [
    { heading: 'target', isWide: true },
    { heading: 'builds', align: 'right' },
    { heading: 'median', align: 'right' },
    { heading: 'last', align: 'right' },
    { heading: 'trend', align: 'right' },
    { heading: 'steps cached', align: 'right' },
    { heading: 'task hits', align: 'right' },
  ] as const;
  const title =
    runs.length > 0 ? `Over the last ${runs.length} runs of this machine` : 'Over the builds of this machine';
  return [style.bold(title), ...renderTable(columns, rows, { width, head: style.dim })];
}

const MOST_STEPS = 8;

function slowest({ report, width, style }: View): Lines {
  const worth = report.slowest.filter(({ ran }) => ran > 1).slice(0, MOST_STEPS);
  if (worth.length === 0) return [];
  const rows = worth.map(({ project, name, ran, cached, medianMs, totalMs }): Cell[] => [
    { text: formatDuration(totalMs) },
    { text: formatDuration(medianMs) },
    { text: String(ran) },
    { text: percent(cached, ran + cached) },
    { text: printable(`${project}  ${name}`) },
  ]);
  const columns = [
    { heading: 'in all', align: 'right' },
    { heading: 'median', align: 'right' },
    { heading: 'ran', align: 'right' },
    { heading: 'cached', align: 'right' },
    { heading: 'step', isWide: true },
  ] as const;
  return [
    style.bold('Where most of the time went'),
    ...renderTable(columns, rows, { width, head: style.dim }),
  ];
}

function notes({ report, width, style }: View): Lines {
  return report.notes.map((note) => style.warm(fit(`note: ${note}`, width)));
}
