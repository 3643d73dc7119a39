import type { Moment } from './usage-record';

const DECIMAL = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15 } as const;
const BINARY = { kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40, pib: 2 ** 50 } as const;
const SIZE_UNITS: ReadonlyMap<string, number> = new Map(Object.entries({ ...DECIMAL, ...BINARY, '': 1 }));

/** `4.096kB`, `3.346GiB`, `512`, `5GB` → bytes; units count in thousands, those with an i in 1024. */
export function parseBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const name = unit.toLowerCase();
  const factor = SIZE_UNITS.get(name) ?? SIZE_UNITS.get(`${name}b`);
  return digits === undefined || factor === undefined ? undefined : Math.round(Number(digits) * factor);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const YEAR = 365 * DAY;
const SPAN_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK,
};

/** `48h0m0s`, `7d`, `1w`, `90m` → milliseconds: durations of Go, with days and weeks. */
export function parseSpan(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/gi)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined;
  const values = parts.map(([, digits, unit]) => Number(digits) * (SPAN_UNITS[unit ?? ''] ?? Number.NaN));
  const sum = values.reduce((total, value) => total + value, 0);
  return Number.isFinite(sum) ? sum : undefined;
}

/** `2026-11-24 00:11:41.60649045 +0000 UTC` (Go) and RFC 3339 → milliseconds since the epoch. */
export function parseTime(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)/.exec(text.trim());
  if (match === null) return undefined;
  const [, day = '', time = '', fraction = '', zone = 'Z'] = match;
  const whole = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  // The zero time of Go: never.
  if (Number.isNaN(whole) || day === '0001-01-01') return undefined;
  return whole + Math.floor(Number(`0${fraction}`) * 1000);
}

/** How long each unit lasts, and from how many of it on the next larger one is said (docker/go-units, `HumanDuration`). */
const AGO_UNITS: Readonly<Record<string, number>> = {
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: WEEK,
  month: 30 * DAY,
  year: YEAR,
};

/** `3 hours ago`, `About a minute ago`, `Less than a second ago` → between which two moments that is. */
export function parseAgo(text: string, now: number): Moment | undefined {
  const trimmed = text.trim();
  if (/^less than a second/i.test(trimmed)) return { earliest: now - SECOND, latest: now };
  const [, digits, unit = ''] =
    /^(\d+|about an?) (second|minute|hour|day|week|month|year)s? ago$/i.exec(trimmed) ?? [];
  const length = AGO_UNITS[unit.toLowerCase()];
  if (digits === undefined || length === undefined) return undefined;
  const count = /^\d/.test(digits) ? Number(digits) : 1;
  // From hours on the hours are rounded first; what is made of them is cut off. A year is made of hours that were cut off.
  const early = length >= HOUR && length < YEAR ? HOUR / 2 : 0;
  // What has lasted for less than 60 minutes is told in minutes.
  const youngest = Math.max(count * length - early, length === HOUR ? HOUR : 0);
  return { earliest: now - ((count + 1) * length - early), latest: now - youngest };
}
