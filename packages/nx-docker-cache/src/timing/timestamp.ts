/**
 * RFC 3339 with up to nine digits of a second, as milliseconds since the epoch with a fraction. Go's zero time
 * (`0001-01-01T00:00:00Z`, sent for "not yet") and what is no time are undefined.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.startsWith('0001-')) return undefined;
  const ms = parseUtc(value);
  if (!Number.isNaN(ms)) return ms;
  const whole = Date.parse(value);
  return Number.isNaN(whole) ? undefined : Math.floor(whole / 1000) * 1000 + fractionMs(value, SECOND_END);
}

const SECOND_END = '2026-01-01T00:00:00'.length;

/**
 * The form that Go writes, `2026-01-01T00:00:00.123456789Z`; NaN for any other. By hand, because each line of a log has
 * a time, and Date.parse takes longer than all else that is done with it.
 */
function parseUtc(value: string): number {
  if (value.charCodeAt(value.length - 1) !== Z || value.charCodeAt(10) !== T) return NaN;
  const [month, day] = [number(value, 5, 7), number(value, 8, 10)];
  const [hour, minute, second] = [number(value, 11, 13), number(value, 14, 16), number(value, 17, 19)];
  if (!(month <= 12 && day <= 31 && hour < 24 && minute < 60 && second < 60)) return NaN;
  return Date.UTC(number(value, 0, 4), month - 1, day, hour, minute, second) + fractionMs(value, SECOND_END);
}

/** What stands behind the seconds, in milliseconds. */
function fractionMs(value: string, dot: number): number {
  if (value.charCodeAt(dot) !== DOT) return 0;
  let end = dot + 1;
  while (isDigit(value.charCodeAt(end))) end += 1;
  return number(value, dot + 1, end) / 10 ** (end - dot - 1 - MILLI_DIGITS);
}

/** NaN where something else than digits stands. */
function number(value: string, from: number, to: number): number {
  let result = 0;
  for (let at = from; at < to; at += 1) {
    const code = value.charCodeAt(at);
    if (!isDigit(code)) return NaN;
    result = result * 10 + code - ZERO;
  }
  return result;
}

const MILLI_DIGITS = 3;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const T = 84;
const Z = 90;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
