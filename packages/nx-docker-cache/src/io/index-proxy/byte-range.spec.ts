import fc from 'fast-check';
import { readRange } from './byte-range';

it.each([
  [undefined, undefined],
  ['', undefined],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-4', { first: 2, last: 4 }],
  ['bytes=2-', { first: 2, last: 9 }],
  ['bytes=2-999', { first: 2, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=10-12', 'unsatisfiable'],
  ['bytes=4-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=1-2', undefined],
])('%s of ten bytes', (header, expected) => {
  expect(readRange(header, 10)).toEqual(expected);
});

it('gives ranges within the body only', () => {
  const number = fc.option(fc.nat(30), { nil: undefined });
  fc.assert(
    fc.property(number, number, fc.nat(20), (from, to, size) => {
      const range = readRange(`bytes=${from ?? ''}-${to ?? ''}`, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.first).toBeLessThanOrEqual(range.last);
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeLessThan(size);
    }),
  );
});
