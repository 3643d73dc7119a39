import { groupBy, type NonEmpty } from '../../collections/group-by';
import { hasBegun, wasBuiltAlone } from '../run/build-entry';
import type { BuildEntry, BuildStep } from '../run/run-record';
import type { History, RunEntry } from './history';

/** The middle value; the mean of the two in the middle of an even count. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}

/** The builds of one target, over all that is remembered of this machine. */
export interface TargetStatistics {
  readonly project: string;
  readonly target: string;
  readonly configuration?: string;
  /** Those that succeeded. */
  readonly builds: number;
  readonly failures: number;
  /** Of those that were built on their own: the time of others is that of several images. */
  readonly medianMs: number | undefined;
  /** Undefined where the last one was built together with others. */
  readonly lastMs: number | undefined;
  /** In how many of so many runs of Nx the result was found in the task cache. */
  readonly taskHits: number;
  readonly taskRuns: number;
  /** Of all steps of all builds. */
  readonly cachedSteps: number;
  readonly totalSteps: number;
  /** The median of the last builds on their own against that of as many before them, in percent; undefined with too few of them. */
  readonly trendPercent: number | undefined;
}

/** How many builds make one side of a trend, at most and at least. */
const TREND_MOST = 10;
const TREND_LEAST = 3;

export function targetStatistics({ builds, runs }: History, machine: string): readonly TargetStatistics[] {
  const groups = groupBy(
    builds.filter((build) => build.machine === machine),
    targetId,
  );
  const tasks = tasksById(runs.filter((run) => run.machine === machine));
  return [...groups].map(([id, group]) => {
    const [first] = group;
    const succeeded = group.filter(({ outcome }) => outcome === 'success');
    const times = succeeded.filter(wasBuiltAlone).map(({ wallMs }) => wallMs);
    const last = succeeded.at(-1);
    const own = tasks.get(id) ?? [];
    return {
      project: first.project,
      target: first.target,
      ...(first.configuration !== undefined && { configuration: first.configuration }),
      builds: succeeded.length,
      failures: group.length - succeeded.length,
      medianMs: median(times),
      lastMs: last !== undefined && wasBuiltAlone(last) ? last.wallMs : undefined,
      taskHits: own.filter(({ status }) => status === 'hit' || status === 'remote-hit').length,
      taskRuns: own.length,
      cachedSteps: sum(succeeded, ({ cachedSteps }) => cachedSteps),
      totalSteps: sum(succeeded, ({ totalSteps }) => totalSteps),
      trendPercent: trendPercent(times),
    };
  });
}

/** Nx's id of the task. */
export function targetId({
  project,
  target,
  configuration,
}: Pick<BuildEntry, 'project' | 'target' | 'configuration'>): string {
  return [project, target, configuration].filter((part) => part !== undefined).join(':');
}

function trendPercent(times: readonly number[]): number | undefined {
  const count = Math.min(TREND_MOST, Math.floor(times.length / 2));
  if (count < TREND_LEAST) return undefined;
  const before = median(times.slice(-2 * count, -count));
  const now = median(times.slice(-count));
  if (before === undefined || now === undefined || before === 0) return undefined;
  return Math.round((100 * (now - before)) / before);
}

/** One instruction, over all builds that had it. */
export interface StepStatistics {
  readonly project: string;
  /** Without its place among the steps: that changes when lines are added above. */
  readonly name: string;
  readonly ran: number;
  readonly cached: number;
  /** Of the times it ran. */
  readonly medianMs: number;
  /** All the time that was spent on it. */
  readonly totalMs: number;
}

/** The instructions that took most of the time, the worst first. */
export function slowestSteps(
  { builds }: Pick<History, 'builds'>,
  machine: string,
  count: number,
): readonly StepStatistics[] {
  const seen = builds
    .filter((build) => build.machine === machine)
    .flatMap(({ project, steps }) =>
      steps.filter(({ failed }) => failed !== true).map((step) => ({ project, name: stepText(step), step })),
    );
  const groups = groupBy(seen, ({ project, name }) => `${project}\0${name}`);
  return [...groups.values()]
    .flatMap((group): StepStatistics[] => {
      const [{ project, name }] = group;
      const ran = group.filter(({ step }) => !step.cached && hasBegun(step)).map(({ step }) => step.ownMs);
      const medianMs = median(ran);
      if (medianMs === undefined) return [];
      const totalMs = ran.reduce((total, ms) => total + ms, 0);
      const cached = group.filter(({ step }) => step.cached).length;
      return [{ project, name, ran: ran.length, cached, medianMs, totalMs }];
    })
    .sort((a, b) => b.totalMs - a.totalMs)
    .slice(0, count);
}

/** The instruction without BuildKit's `[stage 3/7]`; with the stage where it has a name. */
export function stepText({ name, stage }: Pick<BuildStep, 'name' | 'stage'>): string {
  const text = name.replace(/^\[(?!internal)[^\]]*\d+\/\d+\] /, '');
  const isNamed = stage !== undefined && !/^stage-\d+$/.test(stage) && text !== name;
  return isNamed ? `${stage}: ${text}` : text;
}

function tasksById(runs: readonly RunEntry[]): ReadonlyMap<string, NonEmpty<RunEntry['tasks'][number]>> {
  return groupBy(
    runs.flatMap(({ tasks }) => tasks.filter(({ status }) => status !== 'skipped')),
    ({ id }) => id,
  );
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
