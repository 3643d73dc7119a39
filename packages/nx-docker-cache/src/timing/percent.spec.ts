import { percent } from './percent';

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
