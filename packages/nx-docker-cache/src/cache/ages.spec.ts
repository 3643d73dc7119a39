import { formatAgeBetween } from './ages';
import { parseAgo } from './quantities';

it.each([
  ['Less than a second ago', 'now'],
  ['1 second ago', '1 s ago'],
  ['20 minutes ago', '20 min ago'],
  ['About an hour ago', '1 h ago'],
  ['47 hours ago', '46 to 47 h ago'],
  ['2 days ago', '47 h to 2 d ago'],
  ['3 weeks ago', '20 to 27 d ago'],
  ['5 months ago', '149 to 179 d ago'],
  ['2 years ago', '730 to 1094 d ago'],
])('%j is told no finer: %s', (told, said) => {
  const { earliest, latest } = parseAgo(told, 1e12)!;
  expect(formatAgeBetween(1e12 - latest, 1e12 - earliest)).toBe(said);
});

it.each([
  [0, 'now'],
  [-5_000, 'now'],
  [12_500, '12 s ago'],
])('an exact age of %i ms is told as one', (age, said) => {
  expect(formatAgeBetween(age, age)).toBe(said);
});
