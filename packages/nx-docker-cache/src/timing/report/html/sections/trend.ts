import { groupBy } from '../../../../collections/group-by';
import { targetId } from '../../../history/statistics';
import { wasBuiltAlone } from '../../../run/build-entry';
import type { BuildEntry } from '../../../run/run-record';
import type { Report } from '../../report';
import { html, scriptJson } from '../markup';
import type { Section } from './section';

/** What the page's script draws: see browser/chart.ts, which reads it. */
interface Series {
  readonly name: string;
  /** What one point is. */
  readonly noun: 'run' | 'build';
  /**
   * Four numbers a point, in their order: minutes since the point before (the first: since `from`), tenths of seconds
   * that it took, how many of the tasks (of a run) or steps (of a build) were cached, and how many there were.
   */
  readonly points: readonly number[];
}

/** Of one point. */
const NUMBERS = 4;

interface Point {
  readonly startedAt: number;
  readonly wallMs: number;
  readonly cached: number;
  readonly total: number;
}

const MOST_RUNS = 1000;
/** Of one target, and of all together: the page stays light. */
const MOST_BUILDS = 120;
const MOST_POINTS = 5000;

/** The runs and the builds of each target over time, as a chart that the script draws. */
export function trendSection(report: Report): Section | undefined {
  // What several images took together is no point on the line of one.
  const builds = report.builds.filter((build) => build.outcome === 'success' && wasBuiltAlone(build));
  const from = Math.min(...[...builds, ...report.runs].map(({ startedAt }) => startedAt));
  const series = [runSeries(report, from), ...buildSeries(builds, from)].filter(
    ({ points }) => points.length > NUMBERS,
  );
  if (series.length === 0) return undefined;
  const options = series.map(({ name }, index) => html`<option value="${index}">${name}</option>`);
  return {
    id: 'trend',
    title: 'Trend',
    lead: 'How long runs and builds took, the oldest on the left. The line is the median of the nine around each.',
    body: html`<div id="chart" hidden>
        <p class="tools">
          <label
            >Of
            <select id="chart-series">
              ${options}
            </select></label
          >
        </p>
        <div
          id="chart-place"
          tabindex="0"
          role="slider"
          aria-label="Points of the chart: arrow keys, Home and End"
          aria-valuemin="1"
        ></div>
        <p class="readout"><output id="chart-readout"></output></p>
      </div>
      <noscript
        ><p class="quiet">
          The chart needs the script of this page. The table below has a small one for each target.
        </p></noscript
      >
      <script type="application/json" id="chart-data">
        ${scriptJson({ from, series })}
      </script>`,
  };
}

function runSeries({ runs }: Report, from: number): Series {
  const points = runs.slice(-MOST_RUNS).map(({ startedAt, wallMs, tasks }): Point => {
    const hits = tasks.filter(({ status }) => status === 'hit' || status === 'remote-hit').length;
    return { startedAt, wallMs, cached: hits, total: tasks.length };
  });
  return { name: 'whole runs', noun: 'run', points: flat(points, from) };
}

function buildSeries(builds: readonly BuildEntry[], from: number): readonly Series[] {
  const groups = groupBy(builds, targetId);
  const most = Math.max(2, Math.min(MOST_BUILDS, Math.floor(MOST_POINTS / groups.size)));
  return [...groups].map(([name, group]) => {
    const points = group.slice(-most).map(({ startedAt, wallMs, cachedSteps, totalSteps }): Point => ({
      startedAt,
      wallMs,
      cached: cachedSteps,
      total: totalSteps,
    }));
    return { name, noun: 'build', points: flat(points, from) };
  });
}

function flat(points: readonly Point[], from: number): readonly number[] {
  let before = 0;
  return points.flatMap(({ startedAt, wallMs, cached, total }) => {
    const minute = Math.round((startedAt - from) / 60_000);
    const since = minute - before;
    before = minute;
    return [since, Math.round(wallMs / 100), cached, total];
  });
}
