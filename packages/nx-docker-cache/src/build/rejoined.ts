/** What the first field of each kind of list's values begins with. */
const HEADS = {
  cacheFrom: /^type=/,
  cacheTo: /^type=/,
  output: /^type=/,
  secrets: /^id=/,
} as const;

export type ListOfFields = keyof typeof HEADS;

export const LISTS_OF_FIELDS = Object.keys(HEADS) as readonly ListOfFields[];

/**
 * Values that hold commas, put together again: Nx takes every comma on its command line for the end of a value
 * (`--cacheFrom=type=registry,ref=…`). A field that begins no value of its own belongs to the one before it.
 */
export function rejoined(list: ListOfFields, values: readonly string[]): readonly string[] {
  const head = HEADS[list];
  const found: string[] = [];
  for (const value of values) {
    const last = found.at(-1);
    const continues = /^[a-z-]+=/.test(value) && !head.test(value);
    if (continues && last !== undefined && head.test(last)) found[found.length - 1] = `${last},${value}`;
    else found.push(value);
  }
  return found;
}
