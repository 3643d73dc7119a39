import * as fc from 'fast-check';
import { parseTimestamp } from './timestamp';

describe('parseTimestamp', () => {
  it.each([
    ['whole seconds', '2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1)],
    ['milliseconds', '2026-01-01T00:00:00.250Z', Date.UTC(2026, 0, 1) + 250],
    ['one digit', '2026-01-01T00:00:00.5Z', Date.UTC(2026, 0, 1) + 500],
    ['an offset', '2026-01-01T02:00:00.5+02:00', Date.UTC(2026, 0, 1) + 500],
  ])('reads %s', (_, text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  it('keeps what lies below a millisecond', () => {
    expect(parseTimestamp('2026-01-01T00:00:00.123456789Z')).toBeCloseTo(
      Date.UTC(2026, 0, 1) + 123.456789,
      3,
    );
  });

  it.each([
    ['Go’s zero time', '0001-01-01T00:00:00Z'],
    ['no time', 'yesterday'],
    ['nothing', undefined],
    ['a number', 12],
  ])('knows %s as none', (_, value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });

  it('agrees with Date for every moment', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
