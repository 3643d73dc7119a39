import { formatDuration } from '../../../duration';
import type { Miss, Report } from '../../report';
import { placeOf } from '../../words';
import { cause } from '../cause';
import { dataTable } from '../data-table';
import { html } from '../markup';
import type { Section } from './section';

const MOST_MISSES = 250;

/** Every step that was not in the layer cache, with the reason. */
export function missesSection({ misses }: Report): Section | undefined {
  if (misses.length === 0) return undefined;
  const shown = misses.slice(0, MOST_MISSES);
  return {
    id: 'misses',
    title: 'Why steps ran',
    lead: 'The steps of this run that were not in the layer cache, the slowest first. Open a reason for all that is known.',
    body: dataTable({
      id: 'miss-table',
      caption: 'Steps that ran, with their causes',
      sorted: { column: 3, direction: 'descending' },
      columns: [
        {
          heading: 'Step',
          kind: 'text',
          isName: true,
          cell: (miss: Miss) => html`<span class="code">${miss.step}</span>`,
        },
        { heading: 'Because', kind: 'text', cell: cause },
        { heading: 'Where', kind: 'text', cell: (miss) => html`<span class="code">${placeOf(miss)}</span>` },
        { heading: 'Time', kind: 'number', cell: ({ ms }) => formatDuration(ms), order: ({ ms }) => ms },
      ],
      rows: shown,
      hidden: { count: misses.length - shown.length, noun: 'steps that took less time' },
    }),
  };
}
