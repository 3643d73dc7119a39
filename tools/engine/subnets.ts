/** An IPv4 network in the form `10.0.0.1/24`. */
export type Cidr = string;

export interface EngineSubnets {
  /** The bridge's own address, with its prefix length. */
  readonly bridge: Cidr;
  /** Where networks made by users (compose) come from. */
  readonly pool: Cidr;
}

const SLOTS = 64;

/** A slot is a /24 for the bridge and a /22 for users' networks, from two ranges that few sites use. */
export function subnetsOf(slot: number): EngineSubnets {
  return { bridge: `10.213.${slot}.1/24`, pool: `10.214.${slot * 4}.0/22` };
}

/** The first slot from the preferred one on whose networks meet none of those that the host has; undefined when all do. */
export function freeSlot(preferred: number, taken: readonly Cidr[]): number | undefined {
  for (let step = 0; step < SLOTS; step++) {
    const slot = (preferred + step) % SLOTS;
    const { bridge, pool } = subnetsOf(slot);
    if (!taken.some((network) => overlaps(network, bridge) || overlaps(network, pool))) return slot;
  }
  return undefined;
}

/** The slot of a bridge that exists, from its address. */
export function slotOfAddress(address: string): number | undefined {
  const match = /^10\.213\.(\d+)\.1(?:\/|$)/.exec(address);
  return match === null ? undefined : Number(match[1]);
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  const a = rangeOf(one);
  const b = rangeOf(other);
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

function rangeOf(cidr: Cidr): { first: number; last: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 32] = match.slice(1).map(Number);
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}
