const STEPS = [
  [60, 's'],
  [60, 'min'],
  [48, 'h'],
  [Number.POSITIVE_INFINITY, 'd'],
] as const;
const LENGTHS = [1_000, 60_000, 3_600_000, 86_400_000] as const;

/** `12 s ago`, `5 min ago`, `30 h ago`, `3 d ago`. A moment that is still to come (a clock that is off) is now. */
export function formatAge(ms: number): string {
  return ms < 1_000 ? 'now' : `${formatAhead(ms)} ago`;
}

/** The age of something that is known roughly, no finer than that: `20 min ago`, `21 to 27 d ago`. The oldest is just not reached. */
export function formatAgeBetween(youngest: number, oldest: number): string {
  const [from, to] = [formatAge(youngest), formatAge(Math.max(youngest, oldest - 1))];
  if (from === to) return to;
  const [, count = from, unit] = /^(\d+) (.*)$/.exec(from) ?? [];
  return `${to.endsWith(` ${unit ?? ''}`) ? count : from.replace(/ ago$/, '')} to ${to}`;
}

/** `12 s`, `5 min`, `30 h`, `3 d`: whole units, cut off. */
export function formatAhead(ms: number): string {
  for (const [index, [most, unit]] of STEPS.entries()) {
    const value = Math.floor(Math.max(0, ms) / (LENGTHS[index] ?? 1));
    if (value < most) return `${value} ${unit}`;
  }
  return '';
}
