import { readHistory, buildLine, runLine } from '../history/lines';
import { judge } from '../history/regression';
import { median } from '../history/statistics';
import { literal, renderMarkdown } from '../report/markdown';
import { makeReport } from '../report/report';
import { renderTerminal } from '../report/terminal';
import { renderTrace, type TraceEvent } from '../report/trace';
import { exampleRecord, exampleStep } from '../testing/records';
import { buildEntry } from './build-entry';
import { criticalPath } from './critical-path';
import { joinRun, type RunFacts, type TaskResultFacts } from './join-run';
import { placeSteps } from './place-steps';
import { parallelOf } from './parallel';
import { schedule } from './schedule';
import { readTaskGraph } from './task-nodes';

const entry = (
  wallMs: number,
  more: Parameters<typeof exampleRecord>[0] = {},
): ReturnType<typeof buildEntry> =>
  buildEntry(
    exampleRecord({
      wallMs,
      endedAt: wallMs,
      totalSteps: 1,
      origin: {
        id: `id-${wallMs}`,
        machine: 'm',
        task: { id: 'backend:docker-build', hash: 'h', run: 'r', dependencies: {} },
      },
      steps: [exampleStep({ name: '[2/2] RUN x', ownMs: wallMs, intervals: [{ start: 0, end: wallMs }] })],
      ...more,
    }),
  );

const result = (more: Partial<TaskResultFacts> = {}): TaskResultFacts => ({
  id: 'backend:docker-build',
  project: 'backend',
  target: 'docker-build',
  recordFile: 'dist/docker/backend/build.json',
  status: 'success',
  hash: 'h',
  startTime: 0,
  endTime: 10_100,
  ...more,
});

const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  id: 'r',
  run: 'r',
  command: 'nx run-many -t docker-build',
  machine: 'm',
  startedAt: 0,
  endedAt: 10_200,
  parallel: 3,
  results: [result()],
  graph: undefined,
  builds: [entry(10_000)],
  files: new Map(),
  ...more,
});

describe('joinRun', () => {
  it('finds the build of this run by the name of the run', () => {
    const other = entry(5_000, {
      origin: {
        id: 'o',
        machine: 'm',
        task: { id: 'backend:docker-build', hash: 'h', run: 'other', dependencies: {} },
      },
    });
    const { tasks } = joinRun(facts({ builds: [entry(10_000), other] }));
    expect(tasks[0]).toMatchObject({ status: 'built', build: { kind: 'own', entry: { wallMs: 10_000 } } });
  });

  it.each([
    ['the same hash', 'h', { kind: 'earlier', elsewhere: false }],
    ['another hash', 'x', { kind: 'unknown', reason: 'another build has replaced its record' }],
  ])('takes the record of a hit with %s for what it is', (_, hash, expected) => {
    const files = new Map([['dist/docker/backend/build.json', { entry: entry(10_000), dependencies: {} }]]);
    const { tasks } = joinRun(
      facts({ results: [result({ status: 'local-cache', hash })], builds: [], files }),
    );
    expect(tasks[0]?.build).toMatchObject(expected);
  });

  it('says that a result is of another machine', () => {
    const files = new Map([['dist/docker/backend/build.json', { entry: entry(10_000), dependencies: {} }]]);
    const { tasks } = joinRun(
      facts({ machine: 'n', results: [result({ status: 'remote-cache' })], builds: [], files }),
    );
    expect(tasks[0]?.build).toMatchObject({ kind: 'earlier', elsewhere: true });
  });

  it('gives a killed build no record of another one', () => {
    const { tasks } = joinRun(facts({ results: [result({ status: 'failure' })], builds: [] }));
    expect(tasks[0]).toMatchObject({ status: 'failed', build: { kind: 'unknown' } });
  });

  it('lists tasks of the graph that never began, and marks a clock that went back', () => {
    const graph = readTaskGraph({
      tasks: { 'a:t': { id: 'a:t', target: { project: 'a', target: 't' } } },
      dependencies: { 'a:t': [{ id: 'backend:docker-build' }] },
    });
    const run = joinRun(facts({ graph, results: [result({ startTime: 5, endTime: 1 })] }));
    expect(run.clockUnsure).toBe(true);
    expect(run.tasks[1]).toMatchObject({ status: 'skipped', dependsOn: ['backend:docker-build'] });
  });
});

describe('criticalPath', () => {
  it('covers the whole time, without gaps', () => {
    const parts = criticalPath(joinRun(facts()));
    expect(parts[0]?.start).toBe(0);
    expect(parts.at(-1)?.end).toBe(10_200);
    parts.slice(1).forEach((part, index) => {
      expect(part.start).toBe(parts[index]?.end);
    });
    expect(parts.find(({ kind }) => kind === 'step')?.name).toBe('[2/2] RUN x');
  });
});

describe('schedule', () => {
  const task = (id: string, ms: number, ...dependsOn: string[]) => ({ id, ms, dependsOn });
  it.each([
    ['one place', [task('a', 2), task('b', 3)], 1, 5],
    ['two places', [task('a', 2), task('b', 3)], 2, 3],
    ['a chain', [task('a', 2), task('b', 3, 'a')], 2, 5],
    ['a circle', [task('a', 2, 'b'), task('b', 3, 'a')], 2, 0],
    ['nothing', [], 1, 0],
  ])('plays %s', (_, tasks, places, wallMs) => {
    expect(schedule(tasks, places).wallMs).toBe(wallMs);
  });
});

describe('placeSteps', () => {
  const build = { startedAt: 1_000, wallMs: 100 };
  it.each([
    [
      'inside',
      [{ start: 1_010, end: 1_090 }],
      { movedMs: 0, isCertain: true, spans: [{ start: 10, end: 90 }] },
    ],
    [
      'of another clock',
      [{ start: 9_000, end: 9_050 }],
      { isCertain: true, spans: [{ start: 50, end: 100 }] },
    ],
    ['too long', [{ start: 1_000, end: 9_000 }], { isCertain: false, spans: [{ start: 0, end: 100 }] }],
  ])('keeps steps %s in the build', (_, spans, expected) => {
    const steps = [exampleStep({ name: '[1/1] RUN x', intervals: spans })];
    expect(placeSteps(steps, steps, build)).toMatchObject(expected);
  });
});

describe('the history', () => {
  it('reads what it wrote; skips and counts what is damaged or later', () => {
    const lines = [buildLine(entry(10)), '{"v":1,"build":{', '{"v":2}', '', runLine(joinRun(facts()))];
    const history = readHistory([lines.join('\n')]);
    expect(history).toMatchObject({ unreadable: 1, later: 1 });
    expect([history.builds.length, history.runs.length]).toEqual([1, 1]);
  });

  it.each([
    [[], undefined],
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('has the median of %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it.each([
    [13_000, 'slower'],
    [12_000, 'fine'],
  ])('judges %i ms against 10 s', (ms, kind) => {
    const earlier = [1, 2, 3].map((n) => ({ ...entry(10_000), id: String(n) }));
    expect(judge(entry(ms), earlier, 25)).toMatchObject({ kind });
    expect(judge(entry(ms), earlier.slice(1), 25)).toMatchObject({ kind: 'too-few' });
  });
});

describe('reports', () => {
  const report = makeReport(joinRun(facts()), readHistory([]), { last: 10 });

  it.each([60, 80, 120])('fits %i columns', (width) => {
    for (const line of renderTerminal(report, { width, hasColour: false }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(width);
  });

  it('writes text as text in Markdown', () => {
    expect(literal('<script>|`x`')).toBe('&#60;script&#62;&#124;&#96;x&#96;');
    expect(renderMarkdown(report)).toContain('### Critical path');
  });

  it('makes a trace whose stretches do not overlap in a thread', () => {
    const { traceEvents } = JSON.parse(renderTrace(report)) as { traceEvents: TraceEvent[] };
    const threads = new Map<string, TraceEvent[]>();
    for (const event of traceEvents.filter(({ ph }) => ph === 'X')) {
      const key = `${event.pid}/${event.tid}`;
      threads.set(
        key,
        [...(threads.get(key) ?? []), event].sort((a, b) => a.ts - b.ts),
      );
    }
    expect(threads.size).toBeGreaterThan(2);
    for (const events of threads.values())
      events.slice(1).forEach((event, index) => {
        expect(event.ts).toBeGreaterThanOrEqual(events[index]!.ts + (events[index]!.dur ?? 0));
      });
  });
});

it.each([
  [['nx', 'run-many', '--parallel=5'], undefined, 2, 5],
  [['nx', 'run-many', '--parallel', '4'], undefined, 2, 4],
  [['nx', 'run-many'], '6', 2, 6],
  [['nx', 'run-many'], undefined, undefined, 3],
  [['nx', 'run-many', '--parallel=50%'], undefined, 2, undefined],
  [['nx', 'run-many', '--no-parallel'], undefined, 2, 1],
])('parallelOf %j', (argv, environment, nxJson, expected) => {
  expect(parallelOf({ argv, environment, nxJson })).toBe(expected);
});
