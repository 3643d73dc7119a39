import { formatDuration } from '../../../duration';
import type { PathPart } from '../../../run/critical-path';
import type { Report } from '../../report';
import { percent } from '../../../percent';
import { msOf, restText, whatIfRows, worthTelling } from '../../words';
import { meter } from '../bars';
import { dataTable } from '../data-table';
import { html, type Content } from '../markup';
import type { Section } from './section';

const MOST_PARTS = 40;
/** The parts of the critical path, and how long the run would take otherwise. */
export function criticalPathSection(report: Report): Section | undefined {
  const { wallMs } = report;
  const { told, rest } = worthTelling(report, MOST_PARTS);
  if (told.length === 0) return undefined;
  const table = dataTable({
    id: 'path',
    caption: 'Parts of the critical path in the order of time',
    columns: [
      { heading: 'What', kind: 'text', isName: true, cell: (part: PathPart) => partName(part) },
      { heading: 'Task', kind: 'text', cell: ({ task }) => task },
      { heading: 'Time', kind: 'number', cell: (part) => formatDuration(msOf(part)), order: msOf },
      {
        heading: 'Share',
        kind: 'number',
        cell: (part) => html`${percent(msOf(part), wallMs)} ${meter(msOf(part), wallMs)}`,
        order: msOf,
      },
    ],
    rows: told,
  });
  const remark = rest.length > 0 && html`<p class="remark">${restText(rest)}</p>`;
  return {
    id: 'critical-path',
    title: 'Critical path',
    lead: 'One part after the other, from the start of the run to its end. Only what stands here can make the run shorter.',
    body: [table, remark, otherwise(report)],
  };
}

function partName({ kind, name }: PathPart): Content {
  return kind === 'wait' ? html`<span class="quiet">${name}</span>` : html`<span class="code">${name}</span>`;
}

function otherwise(report: Report): Content {
  const rows = whatIfRows(report);
  if (rows.length === 0) return undefined;
  return html`<h3>The run would take</h3>
    <dl class="otherwise">
      ${rows.map(
        ({ what, ms, note }) =>
          html`<div>
            <dt>${formatDuration(ms)}</dt>
            <dd>if ${what} <span class="quiet">(reckoned: ${note})</span></dd>
          </div>`,
      )}
    </dl>`;
}
