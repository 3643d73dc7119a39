import { parseAgo, parseBytes, parseSpan, parseTime } from './quantities';

it.each([
  ['0B', 0],
  ['4.096kB', 4096],
  ['1.084MB', 1_084_000],
  ['5GB', 5e9],
  ['5G', 5e9],
  ['3.346GiB', Math.round(3.346 * 2 ** 30)],
  ['512', 512],
  [' 10 mb ', 1e7],
  ['', undefined],
  ['GB', undefined],
  ['5 apples', undefined],
  ['5 constructor', undefined],
  ['-5GB', undefined],
  ['1e9', undefined],
])('%j bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

const HOUR = 3_600_000;

it.each([
  ['48h0m0s', 48 * HOUR],
  ['7d', 168 * HOUR],
  ['1w', 168 * HOUR],
  ['1d12h', 36 * HOUR],
  ['1.5h', 1.5 * HOUR],
  ['90s', 90_000],
  ['500ms', 500],
  ['7', undefined],
  ['7 d', undefined],
  ['7y', undefined],
  ['d', undefined],
  ['', undefined],
  ['-1h', undefined],
])('%j of time', (text, ms) => {
  expect(parseSpan(text)).toBe(ms);
});

it.each([
  ['2026-11-24 00:11:41.60649045 +0000 UTC', Date.parse('2026-11-24T00:11:41.606Z')],
  ['2026-11-24T00:11:41.606490451Z', Date.parse('2026-11-24T00:11:41.606Z')],
  ['2026-11-24T01:11:41+01:00', Date.parse('2026-11-24T00:11:41Z')],
  ['2026-11-24 01:11:41 +0100 CET', Date.parse('2026-11-24T00:11:41Z')],
  ['0001-01-01T00:00:00Z', undefined],
  ['yesterday', undefined],
  ['2026-13-45T00:00:00Z', undefined],
])('the time %j', (text, time) => {
  expect(parseTime(text)).toBe(time);
});

it.each([
  ['Less than a second ago', 0, 1],
  ['1 second ago', 1, 2],
  ['59 seconds ago', 59, 60],
  ['About a minute ago', 60, 120],
  ['20 minutes ago', 1200, 1260],
  ['About an hour ago', 3600, 5400],
  ['47 hours ago', 46.5 * 3600, 47.5 * 3600],
  ['3 days ago', 71.5 * 3600, 95.5 * 3600],
  ['2 weeks ago', 335.5 * 3600, 503.5 * 3600],
  ['5 months ago', 3599.5 * 3600, 4319.5 * 3600],
  ['2 years ago', 730 * 86_400, 1095 * 86_400],
])('%j is between %i and %i seconds old', (text, youngest, oldest) => {
  expect(parseAgo(text, 1e12)).toEqual({ earliest: 1e12 - oldest * 1000, latest: 1e12 - youngest * 1000 });
});

it.each(['', 'never', 'N/A', 'in 3 hours'])('%j is no time', (text) => {
  expect(parseAgo(text, 1e12)).toBeUndefined();
});
