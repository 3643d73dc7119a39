import { html, type Content, type Markup } from './markup';

export interface DataColumn<Row> {
  readonly heading: string;
  /** Numbers are set right, and sorted from the largest first. */
  readonly kind: 'number' | 'text';
  readonly cell: (row: Row) => Content;
  /** What the column is sorted by where that is not the text of the cell; undefined goes last. */
  readonly order?: (row: Row) => number | undefined;
  /** Shows something that has no order. */
  readonly isUnordered?: true;
  /** Holds the name of the row: its heading, and the widest column. */
  readonly isName?: true;
}

export interface DataTable<Row> {
  readonly id: string;
  /** Says what the table holds, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  /** The column that the rows are sorted by as they come, and which end comes first. */
  readonly sorted?: { readonly column: number; readonly direction: 'ascending' | 'descending' };
  /** How many there are besides, and what to call them. */
  readonly hidden?: { readonly count: number; readonly noun: string };
}

/** Tables of fewer rows need no filter. */
const FILTERED_ROWS = 10;

/** A table whose columns sort and whose rows filter, once the script of the page runs; whole and readable without. */
export function dataTable<Row>({ id, caption, columns, rows, sorted, hidden }: DataTable<Row>): Markup {
  const filter =
    rows.length < FILTERED_ROWS
      ? undefined
      : html`<p class="tools" hidden>
          <label
            >Filter <input type="search" data-filter="${id}" autocomplete="off" spellcheck="false"
          /></label>
          <output data-count="${id}"></output>
        </p>`;
  const headings = columns.map(({ heading, kind, isUnordered }, index) => {
    const direction = sorted?.column === index ? sorted.direction : undefined;
    return html`<th
      scope="col"
      class="${kind}"
      ${direction && html` aria-sort="${direction}"`}${isUnordered && html` data-sorts="no"`}
    >
      ${heading}
    </th>`;
  });
  return html`${filter}
    <table id="${id}" class="data">
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(columns, row))}
      </tbody>
    </table>
    ${rows.length < FILTERED_ROWS ? undefined : html`<button type="button" class="all" data-all="${id}" aria-controls="${id}" aria-expanded="false" hidden></button>`}
    ${more(hidden)}`;
}

function tableRow<Row>(columns: readonly DataColumn<Row>[], row: Row): Markup {
  const cells = columns.map(({ kind, cell, order, isName }) => {
    const key = order?.(row);
    const value = key === undefined ? undefined : html` data-v="${Math.round(key * 1000) / 1000}"`;
    return isName === true
      ? html`<th scope="row" ${value}>${cell(row)}</th>`
      : html`<td${kind === 'number' && html` class="number"`}${value}>${cell(row)}</td>`;
  });
  return html`<tr>
    ${cells}
  </tr>`;
}

/** Says what a page leaves out; nothing when it leaves out nothing. */
export function more(hidden: DataTable<unknown>['hidden']): Markup | undefined {
  if (hidden === undefined || hidden.count <= 0) return undefined;
  return html`<p class="remark">and ${hidden.count} more ${hidden.noun} that are not on this page</p>`;
}
