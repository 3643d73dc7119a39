/** Bytes a second; undefined is as fast as the machine allows. */
export type Rate = number | undefined;

const BITS: Readonly<Record<string, number>> = { bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9 };

/** Reads `6mbit`, `500kbit` or `none`, as tc(8) writes rates (decimal multiples). Throws a RangeError on anything else. */
export function readRate(text: string): Rate {
  if (text === 'none') return undefined;
  const match = /^(\d+(?:\.\d+)?)(bit|kbit|mbit|gbit)$/i.exec(text.trim());
  const bits = Number(match?.[1]) * (BITS[(match?.[2] ?? '').toLowerCase()] ?? NaN);
  if (!(bits > 0)) throw new RangeError(`not a rate: ${text} (examples: 6mbit, 500kbit, none)`);
  return bits / 8;
}
