import { columns } from '../text/columns';
import { formatBytes } from '../timing/duration';
import { percent } from '../timing/percent';
import { indexText } from './observe-index';
import type { BenchmarkReport } from './report';
import { cellOf, type Cell } from './results';
import { ROWS } from './rows';
import { VARIANTS } from './variants';

/** The table for a terminal. */
export function renderTable(report: BenchmarkReport): string {
  const head = ['', ...report.variants.map((name) => VARIANTS[name].title)];
  const body = report.rows.map((row) => [
    ROWS[row].title,
    ...report.variants.map((variant) => cellText(cellOf(report.cells, row, variant))),
  ]);
  const right = report.variants.map((_, index) => index + 1);
  return [...columns([head, ...body], right), '', ...notes(report), ''].join('\n');
}

/** The same for a README. */
export function renderMarkdown(report: BenchmarkReport): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const body = report.rows.map((row) =>
    line([
      ROWS[row].title,
      ...report.variants.map((variant) => cellText(cellOf(report.cells, row, variant))),
    ]),
  );
  return [
    line(['', ...report.variants.map((name) => VARIANTS[name].title)]),
    line(['---', ...report.variants.map(() => '---:')]),
    ...body,
    '',
    ...notes(report),
    '',
  ].join('\n');
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '–';
  const saved = cell.saved === undefined ? '' : ` (${savedText(cell.saved)})`;
  return `${seconds(cell.medianMs)}${saved}`;
}

/** `0.43 s`, `8.8 s`, `319 s`: three figures at most. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  return `${value < 1 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} s`;
}

/** Of time that is spared; with a sign where it takes more. Nothing and all are said of nothing and all alone. */
export function savedText(saved: number): string {
  const value = Math.abs(saved * 100);
  if (value === 0) return '±0 %';
  const sign = saved < 0 ? '+' : '−';
  if (value < 0.5) return `${sign}<1 %`;
  if (saved > 0 && value < 100 && value >= 99.95) return `${sign}>99.9 %`;
  return `${sign}${value.toFixed(value >= 97 ? 1 : 0)} %`;
}

function notes(report: BenchmarkReport): string[] {
  const { machine, cells, leftOut, mountsWithoutEffect, index } = report;
  const most = Math.max(1, ...cells.map(({ repetitions }) => repetitions));
  const spread = Math.max(0, ...cells.map(({ medianMs, leastMs, mostMs }) => (mostMs - leastMs) / medianMs));
  return [
    `Median of ${most} ${most === 1 ? 'run' : 'runs'}${most === 1 ? '' : `, which differ by up to ${percent(spread, 1)}`}; ${machine.cpus} CPUs, ${formatBytes(machine.memoryBytes)}, ${machine.platform}, ${engineText(report)}.`,
    ...(index === undefined ? [] : [indexText(index)]),
    ...linkText(report),
    ...(mountsWithoutEffect.length === 0
      ? []
      : [
          `With warm cache mounts the RUNs took no less time than with empty ones, within the 10 % that builds differ by anyway (${mountsWithoutEffect.map((name) => VARIANTS[name].title).join(', ')}).`,
        ]),
    ...leftOut.map(({ what, why }) => `Not measured: “${what}”: ${why}.`),
  ];
}

function linkText({ rate, pastLink }: BenchmarkReport): string[] {
  if (rate === undefined) return [];
  const over = `Packages of pip and uv came over a link of ${rate}`;
  return [
    pastLink.length === 0
      ? `${over}.`
      : `${over}, but not all: what is downloaded by or because of these was not limited: ${pastLink.join(', ')}.`,
  ];
}

function engineText({ machine: { engine, containerdStore, buildx } }: BenchmarkReport): string {
  const store =
    containerdStore === undefined
      ? ''
      : containerdStore
        ? ', containerd image store'
        : ', classic image store';
  return `engine ${engine ?? 'unknown'}, buildx ${buildx ?? 'unknown'}${store}`;
}
