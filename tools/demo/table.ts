import { ROWS, VARIANTS, type Measurement, type Row, type Variant } from './measurement';

export interface Surroundings {
  readonly machine: string;
  readonly engine: string;
  readonly link: string;
  readonly requirements: string;
}

/** The table as Markdown, every figure from a measurement; a row that was not measured is left out. */
export function renderTable(measurements: readonly Measurement[], surroundings: Surroundings): string {
  const variants = Object.keys(VARIANTS) as Variant[];
  const rows = (Object.keys(ROWS) as Row[]).filter((row) => measurements.some((m) => m.row === row));
  const find = (row: Row, variant: Variant): Measurement | undefined =>
    measurements.find((m) => m.row === row && m.variant === variant);
  const cells = rows.map((row) => [
    ROWS[row],
    ...variants.flatMap((variant) => [
      renderMeasurement(find(row, variant)),
      ...(variant === 'old' ? [] : [renderGain(find(row, 'old'), find(row, variant))]),
    ]),
  ]);
  const headings = variants.flatMap((variant) => [
    VARIANTS[variant],
    ...(variant === 'old' ? [] : ['time saved']),
  ]);
  return [
    ...renderCells([['', ...headings], ...cells]),
    '',
    `Seconds from the start of the command to its end; in brackets what the build fetched from the package index.`,
    `Requirements: ${surroundings.requirements}. Link: ${surroundings.link}.`,
    `Machine: ${surroundings.machine}. Engine: ${surroundings.engine}.`,
  ].join('\n');
}

function renderMeasurement(measurement: Measurement | undefined): string {
  if (measurement === undefined) return '–';
  const megabytes = measurement.fetchedBytes / 1e6;
  return `${measurement.seconds.toFixed(1)} s (${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB)`;
}

/** Negative where the upgraded build took longer: that is a finding, not something to hide. */
function renderGain(before: Measurement | undefined, after: Measurement | undefined): string {
  if (before === undefined || after === undefined) return '–';
  return `${Math.round((1 - after.seconds / before.seconds) * 100)} %`;
}

function renderCells(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return rows.flatMap((row, index) => (index === 0 ? [line(row), rule] : [line(row)]));
}
