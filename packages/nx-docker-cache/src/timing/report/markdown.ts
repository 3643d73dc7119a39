import { formatDuration, togetherText } from '../duration';
import type { BuildEntry, RunRecord } from '../run/run-record';
import { durationOf } from '../run/what-if';
import { missWords } from './cause-words';
import type { Report } from './report';
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
  mountWords,
} from './words';

const MOST_TASKS = 100;
const MOST_PARTS = 15;
const MOST_MISSES = 20;

/** The report as GitHub-flavoured Markdown. Names from builds are text there, whatever they hold. */
export function renderMarkdown(report: Report): string {
  const parts = [
    [`## ${literal(report.run.command)}`, '', literal(headline(report))],
    tasks(report),
    path(report),
    misses(report),
    reckoned(report),
    history(report),
    report.notes.map((note) => `> ${literal(note)}`),
    [runMarker(report.run)],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A comment by which a run is found again in a file of several reports. */
export function runMarker({ id }: Pick<RunRecord, 'id'>): string {
  return `<!-- nx-docker-cache run ${id.replace(/[^\w-]/g, '')} -->`;
}

/** What Markdown or HTML could read something into is written as its number. */
export function literal(text: string): string {
  return text
    .replace(/[&<>|`*_[\]\\~@#$!{}()]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`)
    .replace(/[\r\n]+/g, ' ');
}

type Alignment = 'left' | 'right';

function table(
  columns: readonly (readonly [string, Alignment])[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([heading]) => heading)),
    line(columns.map(([, alignment]) => (alignment === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(literal))),
  ];
}

function tasks({ run, path: critical }: Report): readonly string[] {
  const onPath = new Set(critical.map(({ task }) => task));
  const slowest = [...run.tasks].sort((a, b) => durationOf(b) - durationOf(a)).slice(0, MOST_TASKS);
  const rows = slowest.map((task) => {
    const entry = task.build?.kind === 'own' ? task.build.entry : undefined;
    return [
      task.id,
      statusWord(task),
      task.startedAt === undefined ? '' : formatDuration(durationOf(task)),
      task.build?.kind === 'earlier' ? builtText(task.build.entry) : '',
      entry === undefined || entry.totalSteps === 0 ? '' : `${entry.cachedSteps} of ${entry.totalSteps}`,
      onPath.has(task.id) ? 'yes' : '',
    ];
  });
  return table(
    [
      ['task', 'left'],
      ['', 'left'],
      ['time', 'right'],
      ['its build took', 'right'],
      ['steps cached', 'right'],
      ['critical', 'left'],
    ],
    rows,
  );
}

function path(report: Report): readonly string[] {
  const { told, rest } = worthTelling(report, MOST_PARTS);
  const rows = told.map((part) => [
    formatDuration(msOf(part)),
    percent(msOf(part), report.wallMs),
    partText(part),
  ]);
  if (rows.length === 0) return [];
  const head = [
    ['time', 'right'],
    ['share', 'right'],
    ['what', 'left'],
  ] as const;
  const remark = rest.length > 0 ? ['', restText(rest)] : [];
  return ['### Critical path', '', ...table(head, rows), ...remark];
}

function misses(report: Report): readonly string[] {
  const shown = report.misses.slice(0, MOST_MISSES);
  const hasMounts = shown.some((miss) => mountWords(miss) !== '');
  const rows = shown.map((miss) => [
    ...[formatDuration(miss.ms), placeOf(miss), shortStep({ name: miss.step }), missWords(miss)],
    ...(hasMounts ? [mountWords(miss)] : []),
  ]);
  if (rows.length === 0) return [];
  const head = [
    ['time', 'right'],
    ['where', 'left'],
    ['step', 'left'],
    ['because', 'left'],
    ...(hasMounts ? ([['cache mounts', 'left']] as const) : []),
  ] as const;
  return ['### Steps that ran', '', ...table(head, rows)];
}

function reckoned(report: Report): readonly string[] {
  const rows = whatIfRows(report).map(({ ms, what, note }) => [formatDuration(ms), what, note]);
  if (rows.length === 0) return [];
  const head = [
    ['time', 'right'],
    ['if', 'left'],
    ['', 'left'],
  ] as const;
  return ['### The run would take (reckoned)', '', ...table(head, rows)];
}

/** What a result took that was found in the task cache. */
function builtText(entry: BuildEntry): string {
  return `${formatDuration(entry.wallMs)}${togetherText(entry)}`;
}

function history({ targets, runs }: Report): readonly string[] {
  if (targets.every(({ builds, taskRuns }) => builds + taskRuns < 2)) return [];
  const rows = targets.map((target) => [
    [target.project, target.target, target.configuration].filter(Boolean).join(':'),
    String(target.builds),
    target.medianMs === undefined ? '' : formatDuration(target.medianMs),
    trendText(target.trendPercent).text,
    percent(target.cachedSteps, target.totalSteps),
    percent(target.taskHits, target.taskRuns),
  ]);
  const head = [
    ['target', 'left'],
    ['builds', 'right'],
    ['median', 'right'],
    ['trend', 'right'],
    ['steps cached', 'right'],
    ['task hits', 'right'],
  ] as const;
  const of = runs.length === 0 ? 'the builds' : `the last ${runs.length} runs`;
  return [`### Over ${of} of this machine`, '', ...table(head, rows)];
}
