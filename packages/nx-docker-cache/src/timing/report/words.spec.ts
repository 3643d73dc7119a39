import { trendText } from './words';

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
