import { formatDuration } from '../../../duration';
import { slowestSteps, type StepStatistics } from '../../../history/statistics';
import type { Report } from '../../report';
import { dataTable } from '../data-table';
import { html } from '../markup';
import { rateCell } from './projects';
import type { Section } from './section';

const MOST_STEPS = 150;

/** The steps that the builds of this machine spent their time on. */
export function stepsSection({ builds, run }: Report): Section | undefined {
  const steps = slowestSteps({ builds }, run.machine, MOST_STEPS);
  if (steps.length === 0) return undefined;
  return {
    id: 'steps',
    title: 'Slowest steps',
    lead: 'Where the time of all these builds went, and how often each step was found in the layer cache.',
    body: dataTable({
      id: 'step-table',
      caption: 'Steps over all builds',
      sorted: { column: 2, direction: 'descending' },
      columns: [
        {
          heading: 'Step',
          kind: 'text',
          isName: true,
          cell: ({ name }: StepStatistics) => html`<span class="code">${name}</span>`,
        },
        { heading: 'Project', kind: 'text', cell: ({ project }) => project },
        duration('In all', ({ totalMs }) => totalMs),
        duration('Median', ({ medianMs }) => medianMs),
        { heading: 'Ran', kind: 'number', cell: ({ ran }) => ran },
        {
          heading: 'Cached',
          kind: 'number',
          cell: ({ ran, cached }) => rateCell(cached, ran + cached),
          order: ({ ran, cached }) => cached / (ran + cached),
        },
      ],
      rows: steps,
    }),
  };
}

function duration(heading: string, ms: (step: StepStatistics) => number) {
  return {
    heading,
    kind: 'number',
    cell: (step: StepStatistics) => formatDuration(ms(step)),
    order: ms,
  } as const;
}
