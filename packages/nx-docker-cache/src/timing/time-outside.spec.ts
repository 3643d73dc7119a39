import { exampleStep } from './testing/records';
import { clocksAgree, clockWasSet, timeOutside, type TimedStep } from './time-outside';

const build = { startedAt: 1_000, wallMs: 100 };
const run = (start: number, end: number): TimedStep =>
  exampleStep({ name: '[2/2] RUN x', intervals: [{ start, end }] });
const definition = (start: number, end: number): TimedStep => ({
  ...run(start, end),
  kind: 'internal',
  name: '[internal] load build definition from Dockerfile',
});

describe('timeOutside', () => {
  it.each([
    ['all of it', [run(1_000, 1_100)], { before: 0, between: 0, after: 0 }],
    ['the start and the end', [run(1_020, 1_090)], { before: 20, between: 0, after: 10 }],
    [
      'gaps',
      [run(1_020, 1_040), run(1_050, 1_080), run(1_030, 1_045)],
      { before: 20, between: 5, after: 20 },
    ],
    [
      'a step that another build began',
      [definition(1_010, 1_015), run(600, 1_050)],
      { before: 0, between: 0, after: 50 },
    ],
    [
      'a step that another build had done',
      [definition(1_010, 1_015), run(600, 700)],
      { before: 10, between: 0, after: 85 },
    ],
    ['a clock that is off by little', [run(995, 1_120)], { before: 0, between: 0, after: 0 }],
    ['another clock', [definition(4_000, 4_010), run(5_000, 5_050)], undefined],
    ['no step', [], undefined],
  ])('tells of %s', (_, steps, expected) => {
    expect(timeOutside(steps, build)).toEqual(expected);
  });
});

it.each([
  ['lies in it', [run(1_010, 1_090)], { agrees: true, isSet: false }],
  ['was begun by another build', [definition(1_010, 1_020), run(0, 1_090)], { agrees: true, isSet: false }],
  ['is of another clock', [definition(5_000, 5_010), run(5_010, 5_090)], { agrees: false, isSet: false }],
  [
    'takes longer',
    [definition(1_000, 1_010), run(1_010, 9_000), { ...run(9_000, 9_010), kind: 'export' as const }],
    { agrees: false, isSet: true },
  ],
  ['never began', [exampleStep({ name: 'x' })], { agrees: true, isSet: false }],
])('a step that %s', (_, steps, { agrees, isSet }) => {
  expect([clocksAgree(steps, build), clockWasSet(steps, build)]).toEqual([agrees, isSet]);
});
