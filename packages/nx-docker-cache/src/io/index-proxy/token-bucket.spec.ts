import fc from 'fast-check';
import { readRate } from './rate';
import { TokenBucket } from './token-bucket';

it.each([
  ['none', undefined],
  ['6mbit', 750_000],
  ['20Mbit', 2_500_000],
  ['0.5mbit', 62_500],
  ['64kbit', 8_000],
  ['1gbit', 125_000_000],
  ['8bit', 1],
])('reads the rate %s', (text, bytes) => {
  expect(readRate(text)).toBe(bytes);
});

it.each(['', '6', 'mbit', '0mbit', '-1mbit', '6mb', 'fast', '6 mbit s'])('refuses the rate "%s"', (text) => {
  expect(() => readRate(text)).toThrow(RangeError);
});

describe('the bucket', () => {
  const BURST = 64 * 1024;

  it('lets everything pass without a rate', () => {
    expect(new TokenBucket(undefined).book(1e9, 0)).toBe(0);
  });

  it('lets a burst pass, then no more than the rate', () => {
    const bucket = new TokenBucket(1000);
    expect(bucket.book(BURST, 5e6)).toBe(0);
    expect(bucket.book(500, 5e6)).toBeCloseTo(500);
    expect(bucket.book(500, 5e6)).toBeCloseTo(1000);
  });

  it('saves up no more than a burst during a pause', () => {
    const bucket = new TokenBucket(1000);
    bucket.book(BURST, 1e6);
    bucket.book(BURST, 9e9);
    expect(bucket.book(1000, 9e9)).toBeCloseTo(1000);
  });

  it('never exceeds its rate plus a burst, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 50 }),
        (pieces) => {
          const bucket = new TokenBucket(750_000);
          const lastPassesAt = Math.max(...pieces.map((bytes) => bucket.book(bytes, 1e7)));
          const total = pieces.reduce((sum, bytes) => sum + bytes, 0);
          expect(lastPassesAt).toBeCloseTo(Math.max(0, ((total - BURST) / 750_000) * 1000), 3);
        },
      ),
    );
  });

  it('forgets what was booked when the rate changes', () => {
    const bucket = new TokenBucket(1);
    bucket.book(1e6, 0);
    bucket.setRate(1e6);
    expect(bucket.book(1000, 1e6)).toBe(0);
  });

  it.each([
    [undefined, Infinity],
    [750_000, 15_000],
    [1000, 1024],
    [1e9, BURST],
  ])('cuts bodies at %s bytes a second into pieces of %s', (rate, portion) => {
    expect(new TokenBucket(rate).portion).toBe(portion);
  });
});
