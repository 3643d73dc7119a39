import { formatBytes } from '../../../duration';
import { groupBy } from '../../../../collections/group-by';
import type { StepKind } from '../../../record';
import type { BuildStep, TaskRecord } from '../../../run/run-record';
import type { Report } from '../../report';
import { dataTable, type DataColumn } from '../data-table';
import type { Section } from './section';

/** What BuildKit counts bytes of, in the columns that they stand in. */
const COLUMNS = {
  'Context sent': ['context'],
  'Base images and layers fetched': ['base-image'],
  'Cache imported': ['cache-import'],
  'Exported and pushed': ['export', 'push', 'cache-export'],
} as const satisfies Readonly<Record<string, readonly StepKind[]>>;

interface Row {
  readonly task: string;
  readonly bytes: ReadonlyMap<string, number>;
}

/** Bytes that were moved in this run, as far as BuildKit counted them. */
export function sizesSection({ run }: Report): Section | undefined {
  const rows = run.tasks.map(rowOf).filter(({ bytes }) => bytes.size > 0);
  if (rows.length === 0) return undefined;
  const used = Object.keys(COLUMNS).filter((heading) => rows.some(({ bytes }) => bytes.has(heading)));
  const columns = used.map((heading): DataColumn<Row> => ({
    heading,
    kind: 'number',
    cell: ({ bytes }) => {
      const count = bytes.get(heading);
      return count === undefined ? '' : formatBytes(count);
    },
    order: ({ bytes }) => bytes.get(heading),
  }));
  return {
    id: 'sizes',
    title: 'Sizes',
    lead: 'Bytes that this run moved. An empty place means that BuildKit counted none there.',
    body: dataTable({
      id: 'size-table',
      caption: 'Bytes moved by each build of this run',
      columns: [{ heading: 'Task', kind: 'text', isName: true, cell: ({ task }: Row) => task }, ...columns],
      rows,
    }),
  };
}

function rowOf({ id, build }: TaskRecord): Row {
  const steps = build?.kind === 'own' ? build.entry.steps : [];
  const counted = steps.flatMap((step) => {
    const heading = headingOf(step);
    return heading === undefined || step.bytes === undefined || step.bytes === 0
      ? []
      : [{ heading, bytes: step.bytes }];
  });
  const groups = groupBy(counted, ({ heading }) => heading);
  const sums = [...groups].map(
    ([heading, group]) => [heading, group.reduce((sum, { bytes }) => sum + bytes, 0)] as const,
  );
  return { task: id, bytes: new Map(sums) };
}

function headingOf({ kind }: BuildStep): string | undefined {
  return Object.entries<readonly StepKind[]>(COLUMNS).find(([, kinds]) => kinds.includes(kind))?.[0];
}
