import type { Flag } from './syntax';

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const INTERVALS = ['interval', 'timeout', 'start-period', 'start-interval'];

/** Why BuildKit refuses the values of a HEALTHCHECK's flags; the first reason. */
export function objectionToHealthcheckOptions(flags: readonly Flag[]): string | undefined {
  const valueOf = (name: string) => flags.find((flag) => flag.name === name)?.value ?? '';
  for (const name of INTERVALS) {
    const value = valueOf(name);
    if (value === '') continue;
    const duration = parseDuration(value);
    if (duration === undefined) return `time: invalid duration "${value}"`;
    if (duration !== 0 && duration < 1e6) return `Interval "${name}" cannot be less than 1ms`;
  }
  const retries = valueOf('retries');
  if (retries === '') return undefined;
  if (!/^[-+]?[0-9]+$/.test(retries) || Math.abs(Number(retries)) > 2 ** 31 - 1)
    return `invalid number of retries "${retries}"`;
  return Number(retries) < 0 ? `--retries cannot be negative (${Number(retries)})` : undefined;
}

/** Nanoseconds of a duration such as `1h30m` or `1.5s` (Go's `time.ParseDuration`). */
function parseDuration(text: string): number | undefined {
  const [, sign, body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  if (!/^(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  const parts = [...body.matchAll(/([0-9.]+)([a-zµμ]+)/g)];
  const total = parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (NANOSECONDS[unit ?? ''] ?? 0),
    0,
  );
  return sign === '-' ? -total : total;
}
