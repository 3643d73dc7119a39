/**
 * RFC 3339 with up to nine digits of a second, as milliseconds since the epoch with a fraction. Go's zero time
 * (`0001-01-01T00:00:00Z`, sent for "not yet") and what is no time are undefined.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.startsWith('0001-')) return undefined;
  const whole = Date.parse(value);
  return Number.isNaN(whole) ? undefined : whole + submilliseconds(value);
}

const FIRST_DIGIT_OF_SECOND = '2026-01-01T00:00:00.'.length;

/** What Date.parse drops: the digits after the third. */
function submilliseconds(value: string): number {
  if (value.charCodeAt(FIRST_DIGIT_OF_SECOND - 1) !== DOT) return 0;
  let fraction = 0;
  let unit = 100;
  for (let at = FIRST_DIGIT_OF_SECOND; isDigit(value.charCodeAt(at)); at += 1) {
    if (unit < 1) fraction += (value.charCodeAt(at) - ZERO) * unit;
    unit /= 10;
  }
  return fraction;
}

const DOT = 46;
const ZERO = 48;
const NINE = 57;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
