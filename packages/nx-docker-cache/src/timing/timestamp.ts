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
  const from = FIRST_DIGIT_OF_SECOND + 3;
  if (value[FIRST_DIGIT_OF_SECOND - 1] !== '.') return 0;
  let end = from;
  while (isDigit(value, end)) end += 1;
  return end === from ? 0 : Number(value.slice(from, end)) / 10 ** (end - from);
}

function isDigit(value: string, index: number): boolean {
  const code = value.charCodeAt(index);
  return code >= 48 && code <= 57;
}
