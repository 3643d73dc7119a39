import { exceedsBuild, insideBuild, timeOutside } from './time-outside';

const build = { startedAt: 1_000, wallMs: 100 };
const at = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe('timeOutside', () => {
  it.each([
    ['all of it', [at(1_000, 1_100)], { before: 0, between: 0, after: 0 }],
    ['the start and the end', [at(1_020, 1_090)], { before: 20, between: 0, after: 10 }],
    ['gaps', [at(1_020, 1_040), at(1_050, 1_080), at(1_030, 1_045)], { before: 20, between: 5, after: 20 }],
    [
      'a step that another build began',
      [at(600, 1_050), at(1_060, 1_090)],
      { before: 0, between: 10, after: 10 },
    ],
    ['a clock that is off by little', [at(995, 1_120)], { before: 0, between: 0, after: 0 }],
    ['another clock', [at(5_000, 5_050)], undefined],
    ['no step', [], undefined],
  ])('tells of %s', (_, intervals, expected) => {
    expect(timeOutside(intervals, build)).toEqual(expected);
  });
});

it.each([
  ['lies in it', [at(1_010, 1_090)], false],
  ['was begun by another build', [at(0, 1_090)], false],
  ['is of another clock', [at(5_000, 5_090)], false],
  ['takes longer', [at(1_000, 9_000)], true],
  ['never began', [], false],
])('a step that %s', (_, intervals, expected) => {
  expect(exceedsBuild(intervals, build)).toBe(expected);
  expect(insideBuild(intervals, build)?.every(({ start, end }) => start >= 1_000 && end <= 1_100)).not.toBe(
    false,
  );
});
