import { useText, useWarnings } from '../../../cache-use/use-text';
import { formatDuration } from '../../../duration';
import type { Miss, Report } from '../../report';
import { placeOf, shortStep } from '../../words';
import { cause } from '../cause';
import { dataTable, type DataColumn } from '../data-table';
import { html } from '../markup';
import type { Section } from './section';

const MOST_MISSES = 250;

/** Every step that was not in the layer cache, with the reason. */
export function missesSection({ misses }: Report): Section | undefined {
  if (misses.length === 0) return undefined;
  const shown = misses.slice(0, MOST_MISSES);
  const columns = columnsFor(shown);
  return {
    id: 'misses',
    title: 'Why steps ran',
    lead: 'The steps of this run that were not in the layer cache, the slowest first. Open a reason for all that is known.',
    body: dataTable({
      id: 'miss-table',
      caption: 'Steps that ran, with their causes',
      sorted: { column: columns.length - 1, direction: 'descending' },
      columns,
      rows: shown,
      hidden: { count: misses.length - shown.length, noun: 'steps that took less time' },
    }),
  };
}

function columnsFor(misses: readonly Miss[]): readonly DataColumn<Miss>[] {
  return [
    {
      heading: 'Step',
      kind: 'text',
      isName: true,
      cell: ({ step }) => html`<span class="code" title="${step}">${shortStep({ name: step })}</span>`,
    },
    { heading: 'Because', kind: 'text', cell: cause },
    ...(misses.some(({ cacheUse }) => cacheUse !== undefined) ? [CACHE_MOUNTS] : []),
    { heading: 'Where', kind: 'text', cell: (miss) => html`<span class="code">${placeOf(miss)}</span>` },
    { heading: 'Time', kind: 'number', cell: ({ ms }) => formatDuration(ms), order: ({ ms }) => ms },
  ];
}

/** What they brought, as the tools and the engine tell. */
const CACHE_MOUNTS: DataColumn<Miss> = {
  heading: 'Cache mounts',
  kind: 'text',
  cell: ({ cacheUse }) => {
    const uses = cacheUse === undefined ? [] : [cacheUse];
    return html`${useText(uses)}${useWarnings(uses).map((warning) => html`<p class="remark">${warning}</p>`)}`;
  },
};
