import type { PathPart } from '../run/critical-path';
import { exampleEntry, exampleRun, exampleTask } from '../testing/runs';
import { NO_HISTORY } from '../history/history';
import { makeReport } from './report';
import { restText, trendText, whatIfRows, worthTelling } from './words';

it.each([
  [undefined, '', 'level'],
  [0, '±0 %', 'level'],
  [4, '+4 %', 'level'],
  [-4, '−4 %', 'level'],
  [5, '+5 %', 'rising'],
  [-12, '−12 %', 'falling'],
] as const)('says of a change of %s what was measured: %s', (change, text, trend) => {
  expect(trendText(change)).toEqual({ text, trend });
});

describe('worthTelling', () => {
  const part = (kind: PathPart['kind'], name: string, start: number, end: number, task = 'a'): PathPart => ({
    kind,
    name,
    task,
    start,
    end,
  });
  const path = [
    part('wait', 'between', 0, 30),
    part('step', 'RUN x', 30, 1_000),
    part('wait', 'between', 1_000, 1_100),
    part('step', 'RUN y', 1_100, 1_149),
    part('wait', 'end', 1_149, 1_160),
    part('wait', 'between', 1_160, 1_260, 'b'),
  ];

  it('has equal waits of a task as one, and what is 0.0 s together', () => {
    const { told, rest } = worthTelling({ path, wallMs: 1_260 }, 9);
    expect(told.map(({ task, name, start, end }) => [task, name, end - start])).toEqual([
      ['a', 'between', 130],
      ['a', 'RUN x', 970],
      ['b', 'between', 100],
    ]);
    expect(restText(rest)).toBe('and 2 shorter parts, 0.1 s together');
  });
});

it.each([
  [4, false],
  [3, true],
])('with %i of 4 steps cached it says %s of what the cache would spare', (cachedSteps, isSaid) => {
  const entry = exampleEntry({ cachedSteps, totalSteps: 4, wallMs: 900 });
  const run = exampleRun([exampleTask('api:docker-build', [0, 1_000], { build: { kind: 'own', entry } })]);
  const rows = whatIfRows(makeReport(run, NO_HISTORY, { last: 9 }));
  expect(rows.some(({ what }) => what.includes('layer cache'))).toBe(isSaid);
});
