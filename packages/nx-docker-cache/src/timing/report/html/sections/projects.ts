import { groupBy } from '../../../../collections/group-by';
import { formatDuration } from '../../../duration';
import { targetId, type TargetStatistics } from '../../../history/statistics';
import { wasBuiltAlone } from '../../../run/build-entry';
import type { BuildEntry } from '../../../run/run-record';
import type { Report } from '../../report';
import { percent } from '../../../percent';
import { trendText } from '../../words';
import { meter } from '../bars';
import { dataTable } from '../data-table';
import { html, type Content, type Markup } from '../markup';
import { sparkline } from '../sparkline';
import type { Section } from './section';

const MOST_TARGETS = 200;

/** Each target over the builds that the report looks back at. */
export function projectsSection({ targets, builds, runs }: Report): Section | undefined {
  if (targets.length === 0) return undefined;
  const shown = targets.slice(0, MOST_TARGETS);
  return {
    id: 'projects',
    title: 'Projects',
    lead: `Builds of this machine${runs.length > 0 ? ` over the last ${runs.length} runs` : ''}. The trend compares the last builds with as many before them.`,
    body: dataTable({
      id: 'project-table',
      caption: 'Targets with their builds, trend and hit rates',
      columns: columns(timesById(builds)),
      rows: shown,
      hidden: { count: targets.length - shown.length, noun: 'targets' },
    }),
  };
}

function timesById(builds: readonly BuildEntry[]): ReadonlyMap<string, readonly number[]> {
  const succeeded = builds.filter((build) => build.outcome === 'success' && wasBuiltAlone(build));
  return new Map(
    [...groupBy(succeeded, targetId)].map(([id, own]) => [id, own.map(({ wallMs }) => wallMs)] as const),
  );
}

type Columns = Parameters<typeof dataTable<TargetStatistics>>[0]['columns'];

function columns(times: ReadonlyMap<string, readonly number[]>): Columns {
  return [
    { heading: 'Target', kind: 'text', isName: true, cell: targetId },
    {
      heading: 'Time of each build',
      kind: 'text',
      isUnordered: true,
      cell: (target) => sparkline(times.get(targetId(target)) ?? []),
    },
    { heading: 'Builds', kind: 'number', cell: ({ builds, failures }) => buildsText(builds, failures) },
    duration('Median', ({ medianMs }) => medianMs),
    duration('Last', ({ lastMs }) => lastMs),
    {
      heading: 'Trend',
      kind: 'number',
      cell: ({ trendPercent }) => {
        const { text, trend } = trendText(trendPercent);
        return html`<span class="${trend}">${text}</span>`;
      },
      order: ({ trendPercent }) => trendPercent,
    },
    rate('Steps cached', ({ cachedSteps, totalSteps }) => [cachedSteps, totalSteps]),
    rate('Task hits', ({ taskHits, taskRuns }) => [taskHits, taskRuns]),
  ];
}

function buildsText(builds: number, failures: number): Content {
  return failures === 0 ? builds : html`${builds} <span class="quiet">+ ${failures} failed</span>`;
}

function duration(heading: string, ms: (target: TargetStatistics) => number | undefined): Columns[number] {
  return {
    heading,
    kind: 'number',
    cell: (target) => {
      const value = ms(target);
      return value === undefined ? '' : formatDuration(value);
    },
    order: ms,
  };
}

function rate(
  heading: string,
  parts: (target: TargetStatistics) => readonly [number, number],
): Columns[number] {
  return {
    heading,
    kind: 'number',
    cell: (target) => rateCell(...parts(target)),
    order: (target) => {
      const [part, whole] = parts(target);
      return whole === 0 ? undefined : part / whole;
    },
  };
}

/** A share in words and as a line. */
export function rateCell(part: number, whole: number): Markup {
  return whole === 0 ? html`` : html`${percent(part, whole)} ${meter(part, whole)}`;
}
