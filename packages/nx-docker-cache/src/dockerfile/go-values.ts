/** Values as Go's `strconv` and `go-units` read them: BuildKit's mounts accept exactly these. */

/** `strconv.ParseBool`. */
export function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return undefined;
}

/** `strconv.ParseUint` of 32 bits: digits only, no sign. */
export function parseUint32(text: string, radix: 8 | 10): number | undefined {
  const digits = radix === 8 ? /^[0-7]+$/ : /^[0-9]+$/;
  if (!digits.test(text)) return undefined;
  const value = Number.parseInt(text, radix);
  return value <= 0xffffffff ? value : undefined;
}

/** Whether `units.RAMInBytes` accepts it: a number, perhaps a space, perhaps a unit such as `b`, `k`, `KB`, `kib`. */
export function isMemorySize(text: string): boolean {
  return /^[+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)? ?(?:b|[kmgtp](?:b|ib)?)?$/i.test(text);
}
