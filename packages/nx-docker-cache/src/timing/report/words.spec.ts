import { percent, trendText } from './words';

it.each([
  [0, 0, ''],
  [0, 300, '0 %'],
  [1, 300, '<1 %'],
  [1, 2, '50 %'],
  [199, 200, '>99 %'],
  [200, 200, '100 %'],
])('says of %i of %i how many that are: %s', (part, whole, expected) => {
  expect(percent(part, whole)).toBe(expected);
});

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
