import { fit } from '../../text/printable';

export interface Column {
  readonly heading: string;
  readonly align?: 'right';
  /** Takes the room that the others leave; what does not fit is cut. One column of a table. */
  readonly isWide?: true;
}

/** A cell: its text, and how the padded text is marked. */
export interface Cell {
  readonly text: string;
  readonly mark?: (text: string) => string;
}

const GAP = '  ';
const NARROWEST = 8;

/** Rows of text that fit the width, headings first. Columns without any text are left out. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, head }: { readonly width: number; readonly head: (text: string) => string },
): readonly string[] {
  if (rows.length === 0) return [];
  const used = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => rows.some((row) => (row[index]?.text ?? '') !== ''));
  const natural = used.map(({ column, index }) =>
    Math.max(column.heading.length, ...rows.map((row) => row[index]?.text.length ?? 0)),
  );
  const others = natural.reduce((sum, each, at) => sum + (used[at]?.column.isWide ? 0 : each), 0);
  const room = width - others - GAP.length * used.length;
  const widths = used.map(({ column }, at) => {
    const own = natural[at] ?? 0;
    return column.isWide === true ? Math.min(own, Math.max(NARROWEST, room)) : own;
  });
  const line = (cells: readonly Cell[]): string =>
    used
      .map(({ column, index }, at) => {
        const { text, mark = (same: string) => same } = cells[index] ?? { text: '' };
        const size = widths[at] ?? 0;
        const cut = fit(text, size);
        const isLast = at === used.length - 1;
        const padded = column.align === 'right' ? cut.padStart(size) : isLast ? cut : cut.padEnd(size);
        return mark(padded);
      })
      .join(GAP);
  const headings = columns.map(({ heading }): Cell => ({ text: heading, mark: head }));
  return [headings, ...rows].map((cells) => `${GAP}${line(cells)}`.trimEnd());
}

const FULL = '█';
const HAIR = '▏';

/** A bar from `start` to `end` on a line of `width` cells that stands for 0 to `total`. */
export function bar(
  { start, end }: { readonly start: number; readonly end: number },
  total: number,
  width: number,
): string {
  if (total <= 0 || width <= 0) return '';
  const from = Math.min(width - 1, Math.max(0, Math.floor((start / total) * width)));
  const cells = Math.min(width - from, Math.round(((end - start) / total) * width));
  return `${' '.repeat(from)}${cells < 1 ? HAIR : FULL.repeat(cells)}`;
}
