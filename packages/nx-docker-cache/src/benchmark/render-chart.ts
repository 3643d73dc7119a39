import { seconds } from './render-table';
import type { BenchmarkReport } from './report';
import { cellOf } from './results';
import { ROWS } from './rows';
import { VARIANTS } from './variants';

const WIDTH = 760;
const LABEL = 170;
const BAR = 14;
const GAP = 18;
const COLOURS = ['#8b949e', '#6e7781', '#0969da', '#54aeff', '#1a7f37', '#4ac26b'] as const;

/** A picture for a README: a group of bars for each row, to one scale. Text, so that it reads on light and dark pages. */
export function renderChart(report: BenchmarkReport): string {
  const longest = Math.max(1, ...report.cells.map(({ medianMs }) => medianMs));
  const scale = (WIDTH - LABEL - 110) / longest;
  const parts: string[] = [];
  let y = 8;
  report.variants.forEach((variant, index) => {
    parts.push(
      `<rect x="${LABEL}" y="${y}" width="10" height="10" fill="${colour(index)}"/>`,
      text(LABEL + 16, y + 9, VARIANTS[variant].title, 'start'),
    );
    y += 16;
  });
  y += 10;
  for (const row of report.rows) {
    const cells = report.variants.flatMap((variant, index) => {
      const cell = cellOf(report.cells, row, variant);
      return cell === undefined ? [] : [{ cell, index }];
    });
    if (cells.length === 0) continue;
    parts.push(text(LABEL - 10, y + BAR - 3, ROWS[row].title, 'end'));
    for (const { cell, index } of cells) {
      const width = Math.max(1, cell.medianMs * scale);
      parts.push(
        `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 3}" fill="${colour(index)}"/>`,
        text(LABEL + width + 6, y + BAR - 4, seconds(cell.medianMs), 'start'),
      );
      y += BAR;
    }
    y += GAP;
  }
  const style =
    'text{font:12px sans-serif;fill:#57606a}@media(prefers-color-scheme:dark){text{fill:#9198a1}}';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Build times">`,
    `<style>${style}</style>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}

function text(x: number, y: number, content: string, anchor: 'start' | 'end'): string {
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${escaped}</text>`;
}
