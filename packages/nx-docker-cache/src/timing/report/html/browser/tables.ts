/** Tables whose columns sort and whose rows filter, with the keyboard as well: a heading becomes a button. */
const text = (cell: Element | undefined): string => cell?.textContent.trim() ?? '';

const sortBy = (table: HTMLTableElement, column: number, isDescending: boolean): void => {
  const [body] = table.tBodies;
  if (body === undefined) return;
  const sign = isDescending ? -1 : 1;
  const keyed = [...body.rows].map((row) => {
    const cell = row.cells[column];
    const value = cell?.dataset['v'];
    return { row, text: text(cell), number: value === undefined ? Number(text(cell) || NaN) : Number(value) };
  });
  const isNumeric = keyed.some(({ number }) => !Number.isNaN(number));
  keyed.sort((a, b) => {
    if (!isNumeric) return sign * a.text.localeCompare(b.text, 'en', { numeric: true });
    if (Number.isNaN(a.number) || Number.isNaN(b.number))
      return Number(Number.isNaN(a.number)) - Number(Number.isNaN(b.number));
    return sign * (a.number - b.number);
  });
  body.append(...keyed.map(({ row }) => row));
};

/** Shows the first rows, as they are sorted, or all that the filter lets through. */
const FIRST_ROWS = 12;

interface View {
  readonly body: HTMLTableSectionElement;
  readonly filter: HTMLInputElement | null;
  readonly output: Element | null;
  readonly all: HTMLButtonElement | null;
}

const viewOf = (table: HTMLTableElement): View | undefined => {
  const [body] = table.tBodies;
  if (body === undefined) return undefined;
  return {
    body,
    filter: document.querySelector(`[data-filter="${table.id}"]`),
    output: document.querySelector(`[data-count="${table.id}"]`),
    all: document.querySelector(`[data-all="${table.id}"]`),
  };
};

const update = ({ body, filter, output, all }: View): void => {
  const words = (filter?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...body.rows];
  const matching = rows.filter((row) => {
    const own = row.textContent.toLowerCase();
    return words.every((word) => own.includes(word));
  });
  const isAll = all === null || words.length > 0 || all.getAttribute('aria-expanded') === 'true';
  const shown = new Set(isAll ? matching : matching.slice(0, FIRST_ROWS));
  for (const row of rows) row.hidden = !shown.has(row);
  if (output !== null) output.textContent = words.length === 0 ? '' : `${matching.length} of ${rows.length}`;
  if (all === null) return;
  all.hidden = words.length > 0 || rows.length <= FIRST_ROWS;
  all.textContent = isAll ? `Show the first ${FIRST_ROWS}` : `Show all ${rows.length}`;
};

const makeSortable = (table: HTMLTableElement, view: View): void => {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  headings.forEach((heading, column) => {
    if (heading.dataset['sorts'] === 'no') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text(heading);
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const before = heading.getAttribute('aria-sort');
      const isDescending = before === null ? heading.classList.contains('number') : before === 'ascending';
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      sortBy(table, column, isDescending);
      update(view);
    });
  });
};

/** On a narrow screen a row is a card: each number has its heading before it, and what is a table stays one. */
const label = (table: HTMLTableElement): void => {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])].map(text);
  table.setAttribute('role', 'table');
  for (const part of table.querySelectorAll('thead, tbody')) part.setAttribute('role', 'rowgroup');
  for (const heading of table.querySelectorAll('thead th')) heading.setAttribute('role', 'columnheader');
  for (const row of table.rows) {
    row.setAttribute('role', 'row');
    if (row.parentElement === table.tHead) continue;
    [...row.cells].forEach((cell, column) => {
      cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
      if (cell.tagName === 'TD') cell.dataset['label'] = headings[column] ?? '';
    });
  }
};

for (const table of document.querySelectorAll<HTMLTableElement>('table.data')) {
  const view = viewOf(table);
  if (view === undefined) continue;
  label(table);
  makeSortable(table, view);
  view.filter?.addEventListener('input', () => {
    update(view);
  });
  view.filter?.closest('.tools')?.removeAttribute('hidden');
  view.all?.addEventListener('click', () => {
    view.all?.setAttribute('aria-expanded', String(view.all.getAttribute('aria-expanded') !== 'true'));
    update(view);
  });
  update(view);
}
