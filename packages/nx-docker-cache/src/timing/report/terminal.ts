import { formatDuration } from '../duration';
import { percent } from '../percent';
import {
  headline,
  msOf,
  partText,
  placeOf,
  restText,
  shortStep,
  statusWord,
  trendText,
  whatIfRows,
  worthTelling,
  type Trend,
  mountWords,
} from './words';
import { fit, printable } from '../../text/printable';
import type { PathPart } from '../run/critical-path';
import type { TaskRecord } from '../run/run-record';
import { durationOf } from '../run/what-if';
import { targetId } from '../history/statistics';
import { missWords } from './cause-words';
import type { Report } from './report';
import { COLOURED, PLAIN, type Style } from './style';
import { bar, renderTable, type Cell } from './table';
import { wrap } from '../wrap';

export interface TerminalOptions {
  readonly width: number;
  readonly hasColour: boolean;
}

/** The report for a terminal: no line is longer than the width, of 60 columns and more. Names are cut to it, texts are wrapped. */
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
  return [...wrap(printable(report.run.command), width).map(style.bold), ...wrap(headline(report), width)];
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

/** Of what was built in this run; what a hit stands for was built in another. */
function stepsText({ build }: TaskRecord): string {
  const entry = build?.kind === 'own' ? build.entry : undefined;
  return entry === undefined || entry.totalSteps === 0 ? '' : `${entry.cachedSteps}/${entry.totalSteps}`;
}

const MOST_PARTS = 12;

/** The parts below the task that they belong to, which has the time of all of them. */
function path({ report, width, style }: View): Lines {
  const { wallMs } = report;
  const { path: joined, told, rest } = worthTelling(report, MOST_PARTS);
  const rows = inTasks(joined).flatMap((parts) => {
    const [{ task }] = parts;
    const shown = parts.filter((part) => told.includes(part));
    const whole = parts.reduce((sum, part) => sum + msOf(part), 0);
    const isAlone = task === '' || parts.every(({ kind }) => kind === 'task');
    return isAlone || shown.length === 0
      ? shown.map((part) => pathRow(msOf(part), wallMs, partText(part)))
      : [
          pathRow(whole, wallMs, printable(task), style.bold),
          ...shown.map((part) => pathRow(msOf(part), wallMs, `  ${partName(part)}`, markOfPart(part, style))),
        ];
  });
  const columns = [
    { heading: 'time', align: 'right' },
    { heading: 'share', align: 'right' },
    { heading: 'what', isWide: true },
  ] as const;
  if (rows.length === 0) return [];
  return [
    style.bold('Critical path'),
    ...renderTable(columns, rows, { width, head: style.dim }),
    ...(rest.length > 0 ? [style.dim(`  ${restText(rest)}`)] : []),
  ];
}

function pathRow(ms: number, wallMs: number, text: string, mark?: (text: string) => string): readonly Cell[] {
  return [
    { text: formatDuration(ms) },
    { text: percent(ms, wallMs) },
    { text, ...(mark !== undefined && { mark }) },
  ];
}

/** Parts that follow on one another and belong to one task. */
function inTasks(parts: readonly PathPart[]): readonly (readonly [PathPart, ...PathPart[]])[] {
  const groups: [PathPart, ...PathPart[]][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last?.[0].task === part.task) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

function markOfPart({ kind }: PathPart, style: Style): (text: string) => string {
  return kind === 'wait' ? style.dim : (text) => text;
}

function partName(part: PathPart): string {
  return part.kind === 'step' ? shortStep(part) : printable(part.name);
}

const MOST_MISSES = 10;
/** Behind a time and the gaps around it. */
const TEXT_COLUMN = 12;

/** For each step where it stands and what it is, and below why it ran. */
function misses({ report, width, style }: View): Lines {
  if (report.misses.length === 0) return [];
  const room = width - TEXT_COLUMN;
  const lines = report.misses.slice(0, MOST_MISSES).flatMap((miss) => {
    const time = formatDuration(miss.ms).padStart(TEXT_COLUMN - 2);
    const step = `${time}  ${fit(`${placeOf(miss)}  ${shortStep({ name: miss.step })}`, room)}`;
    const brought = mountWords(miss);
    const indent = ' '.repeat(TEXT_COLUMN);
    const below = (text: string, mark: (text: string) => string): Lines =>
      text === '' ? [] : wrap(text, room).map((line) => indent + mark(line));
    return [
      step,
      ...below(missWords(miss), style.warm),
      ...below(brought === '' ? '' : `cache mounts: ${printable(brought)}`, style.dim),
    ];
  });
  const hidden = report.misses.length - Math.min(report.misses.length, MOST_MISSES);
  return [
    style.bold('Steps that ran, and why'),
    ...lines,
    ...(hidden > 0 ? [style.dim(`  and ${hidden} more that took less time`)] : []),
  ];
}

function reckoned({ report, width, style }: View): Lines {
  const lines = whatIfRows(report).flatMap(({ what, ms, note }) =>
    wrap(`if ${what} (${note})`, width - TEXT_COLUMN).map((line, index) => {
      const time = index === 0 ? formatDuration(ms) : '';
      return `${time.padStart(TEXT_COLUMN - 2)}  ${line}`;
    }),
  );
  return lines.length === 0 ? [] : [style.bold('The run would take (reckoned)'), ...lines];
}

function history({ report, width, style }: View): Lines {
  const { targets, runs } = report;
  if (targets.every(({ builds, taskRuns }) => builds + taskRuns < 2)) return [];
  const mark = { falling: style.good, rising: style.bad, level: style.dim } as const satisfies Record<
    Trend,
    (text: string) => string
  >;
  const common = commonTarget(targets);
  const rows = targets.slice(0, MOST_ROWS).map((target): Cell[] => {
    const trend = trendText(target.trendPercent);
    return [
      { text: printable(common === undefined ? targetId(target) : target.project) },
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
    { heading: 'cached', align: 'right' },
    { heading: 'hits', align: 'right' },
  ] as const;
  const title =
    runs.length > 0 ? `Over the last ${runs.length} runs of this machine` : 'Over the builds of this machine';
  const of = common === undefined ? '' : style.dim(fit(`  ${printable(common)}`, width - title.length));
  return [`${style.bold(title)}${of}`, ...renderTable(columns, rows, { width, head: style.dim })];
}

/** The target's name where all rows have it: it needs to be said once. */
function commonTarget(targets: Report['targets']): string | undefined {
  const [first] = targets;
  return first !== undefined &&
    targets.every(({ target, configuration }) => target === first.target && configuration === undefined)
    ? first.target
    : undefined;
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
    { text: printable(`${project}  ${shortStep({ name })}`) },
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
  return report.notes.flatMap((note) => wrap(`note: ${note}`, width)).map(style.warm);
}
