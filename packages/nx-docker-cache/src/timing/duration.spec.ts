import { formatBytes, formatDuration } from './duration';

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [449, '0.4 s'],
    [12_345, '12.3 s'],
    [59_949, '59.9 s'],
    [59_950, '1 m 00 s'],
    [245_000, '4 m 05 s'],
    [3_599_900, '60 m 00 s'],
  ])('writes %i ms', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [270_263, '270 kB'],
    [999_600, '1.0 MB'],
    [91_500_000, '91.5 MB'],
    [2_340_000_000, '2.3 GB'],
  ])('writes %i', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });
});
