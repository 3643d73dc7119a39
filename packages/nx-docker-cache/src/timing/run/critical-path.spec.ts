import * as fc from 'fast-check';
import { exampleEntry, exampleRun, exampleTask } from '../testing/runs';
import { criticalPath, stepPath, type PathPart } from './critical-path';
import type { BuildStep, RunRecord } from './run-record';
import { anyRun } from '../testing/any-run';

/** `a 0-10`, with the kind of parts that are no task. */
const shown = (parts: readonly PathPart[]): readonly string[] =>
  parts.map(
    ({ kind, name, task, start, end }) =>
      `${kind === 'wait' ? 'wait' : kind === 'step' ? `${task} ${name}` : task} ${start}-${end}`,
  );

describe('criticalPath', () => {
  it.each<[string, RunRecord, readonly string[]]>([
    ['nothing', exampleRun([]), []],
    ['one task', exampleRun([exampleTask('a:b', [0, 100])]), ['a:b 0-100']],
    [
      'a chain',
      exampleRun([exampleTask('a:b', [0, 100]), exampleTask('c:b', [110, 200], { dependsOn: ['a:b'] })]),
      ['a:b 0-100', 'wait 100-110', 'c:b 110-200'],
    ],
    [
      'a fork, by its slower arm',
      exampleRun([
        exampleTask('a:b', [0, 100]),
        exampleTask('fast:b', [100, 150], { dependsOn: ['a:b'] }),
        exampleTask('slow:b', [100, 300], { dependsOn: ['a:b'] }),
        exampleTask('end:b', [300, 400], { dependsOn: ['fast:b', 'slow:b'] }),
      ]),
      ['a:b 0-100', 'slow:b 100-300', 'end:b 300-400'],
    ],
    [
      'one that waited for a place and for nothing else',
      exampleRun([exampleTask('a:b', [0, 100]), exampleTask('c:b', [105, 200])]),
      ['a:b 0-100', 'wait 100-105', 'c:b 105-200'],
    ],
    [
      'one that waited for a place longer than for its dependency',
      exampleRun([
        exampleTask('a:b', [0, 50]),
        exampleTask('other:b', [0, 150]),
        exampleTask('c:b', [150, 200], { dependsOn: ['a:b'] }),
      ]),
      ['other:b 0-150', 'c:b 150-200'],
    ],
    [
      'one that waited for a place for longer than usual',
      exampleRun([exampleTask('a:b', [0, 100]), exampleTask('c:b', [300, 400])]),
      ['a:b 0-100', 'wait 100-300', 'c:b 300-400'],
    ],
    [
      'what Nx does before and after',
      exampleRun([exampleTask('a:b', [500, 600])], { endedAt: 650 }),
      ['wait 0-500', 'a:b 500-600', 'wait 600-650'],
    ],
    [
      'tasks that wait for each other',
      exampleRun([
        exampleTask('a:b', [0, 100], { dependsOn: ['c:b'] }),
        exampleTask('c:b', [100, 200], { dependsOn: ['a:b'] }),
      ]),
      ['a:b 0-100', 'c:b 100-200'],
    ],
    [
      'tasks that never began',
      exampleRun([
        exampleTask('a:b', [0, 100]),
        { ...exampleTask('c:b', [0, 0]), startedAt: undefined, endedAt: undefined },
      ]),
      ['a:b 0-100'],
    ],
    [
      'a build, by its steps',
      exampleRun([
        exampleTask('a:b', [0, 1_000], {
          build: { kind: 'own', entry: exampleEntry({ startedAt: 200, wallMs: 700 }) },
        }),
      ]),
      ['wait 0-200', 'a:b [2/2] RUN x 200-900', 'wait 900-1000'],
    ],
    [
      'a build whose clock was set, as a whole',
      exampleRun([
        exampleTask('a:b', [0, 1_000], {
          build: { kind: 'own', entry: exampleEntry({ wallMs: 700, clockUnsure: true }) },
        }),
      ]),
      ['a:b 0-1000'],
    ],
  ])('of %s', (_, run, expected) => {
    expect(shown(criticalPath(run))).toEqual(expected);
  });

  it.each([
    [undefined, [/^docker, buildx/, /^end of docker/]],
    [3, [/images that were built together with it$/, /images that were built together with it$/]],
  ])('names what the time between steps belongs to where a command built %s images', (together, expected) => {
    const steps: BuildStep[] = [{ name: 'x', kind: 'run', cached: false, start: 300, end: 400, ownMs: 100 }];
    const entry = exampleEntry({ wallMs: 700, steps, ...(together !== undefined && { together }) });
    const run = exampleRun([exampleTask('a:b', [0, 700], { build: { kind: 'own', entry } })]);
    const waits = criticalPath(run).filter(({ kind }) => kind === 'wait');
    expect(waits.map(({ name }) => name)).toEqual(
      expected.map((each) => expect.stringMatching(each) as string),
    );
  });

  const coversTheRun = (run: RunRecord): boolean => {
    let reached = 0;
    for (const { start, end } of criticalPath(run)) {
      if (start !== reached || end <= start) return false;
      reached = end;
    }
    return reached >= run.endedAt - run.startedAt;
  };

  it('covers a run whose clock was set back', () => {
    const tasks = [exampleTask('a:b', [500, 100]), exampleTask('c:b', [100, 200])];
    expect(coversTheRun(exampleRun(tasks))).toBe(true);
  });

  it('covers any run without gaps, and is never longer than it', () => {
    fc.assert(
      fc.property(anyRun(), (run) => {
        expect(coversTheRun(run)).toBe(true);
        expect(criticalPath(run).at(-1)?.end ?? 0).toBe(run.endedAt - run.startedAt);
      }),
    );
  });
});

describe('stepPath', () => {
  const step = (name: string, start: number, end: number, after: readonly number[] = []): BuildStep => ({
    name,
    kind: 'run',
    cached: false,
    start,
    end,
    ownMs: end - start,
    after,
  });
  it.each([
    ['no step', [], []],
    ['steps one after the other', [step('a', 10, 50), step('b', 50, 90, [0])], ['a 10-50', 'b 50-90']],
    [
      'stages side by side, by the slower one',
      [step('a', 0, 90), step('b', 0, 50), step('c', 90, 120, [0, 1])],
      ['a 0-90', 'c 90-120'],
    ],
    ['the time before and between', [step('a', 30, 50), step('b', 80, 90, [0])], ['a 30-50', 'b 80-90']],
    [
      'what never began',
      [step('a', 0, 50), step('never', 0, 0), step('b', 50, 60, [1])],
      ['a 0-50', 'b 50-60'],
    ],
  ])('of %s', (_, steps, expected) => {
    const path = stepPath(exampleEntry({ steps, wallMs: 130 }));
    expect(
      path
        .filter(({ name }) => !name.startsWith('docker'))
        .map(({ name, from, to }) => `${name} ${from}-${to}`),
    ).toEqual(expected);
    path.slice(1).forEach(({ from }, index) => {
      expect(from).toBe(path[index]?.to);
    });
  });
});
