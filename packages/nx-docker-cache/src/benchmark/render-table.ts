import { columns } from '../text/columns';
import { formatBytes } from '../timing/duration';
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
  const saved = cell.saved === undefined ? '' : ` (${percent(cell.saved)})`;
  return `${seconds(cell.medianMs)}${saved}`;
}

/** `0.43 s`, `8.8 s`, `319 s`: three figures at most. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  return `${value < 1 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} s`;
}

/** Of time that is spared; with a sign where it takes more. */
function percent(saved: number): string {
  const value = saved * 100;
  const text = Math.abs(value) >= 97 ? value.toFixed(1) : value.toFixed(0);
  return `${value < 0 ? '+' : '−'}${text.replace('-', '')} %`;
}

function notes(report: BenchmarkReport): string[] {
  const { machine, cells, leftOut, mountsWithoutEffect, index, rate } = report;
  const most = Math.max(1, ...cells.map(({ repetitions }) => repetitions));
  const spread = Math.max(0, ...cells.map(({ medianMs, leastMs, mostMs }) => (mostMs - leastMs) / medianMs));
  return [
    `Median of ${most} ${most === 1 ? 'run' : 'runs'}${most === 1 ? '' : `, which differ by up to ${(spread * 100).toFixed(0)} %`}; ${machine.cpus} CPUs, ${formatBytes(machine.memoryBytes)}, ${machine.platform}, ${engineText(report)}.`,
    ...(index === undefined ? [] : [indexText(index)]),
    ...(rate === undefined ? [] : [`Packages came over a link of ${rate}.`]),
    ...(mountsWithoutEffect.length === 0
      ? []
      : [
          `Warm cache mounts alone spare nothing here (${mountsWithoutEffect.map((name) => VARIANTS[name].title).join(', ')}): downloading is a small part of these builds; unpacking, compiling and storing the layer are the rest.`,
        ]),
    ...leftOut.map(({ what, why }) => `Not measured: ${what}: ${why}.`),
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
