import type { ToolUse } from './cache-use';

/** The numbers of a log. */
export type Told = Omit<ToolUse, 'tool'>;

/** Takes the lines of a log as they come. Of a line nothing is kept but numbers. */
export interface LogReading {
  line(text: string): void;
  /** What was told until now; undefined while nothing was: quiet is not the same as none. */
  told(): Told | undefined;
}

/** What the log of a package manager tells of its cache, when it writes to no terminal, as in a build. */
export type ToolLog =
  | {
      readonly kind: 'tells';
      /** Begins to read the log of one RUN. Several calls of the tool in it are counted together. */
      readonly read: () => LogReading;
    }
  | { readonly kind: 'silent'; readonly why: string };

const SIZE_UNITS: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['bytes', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
]);

/** The decimal sizes of pip, apt and Maven: `345 bytes`, `1,808 kB`, `2.0 MB`; undefined for anything else. */
export function sizeInBytes(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^([\d.,]+) ([a-z]+)$/i.exec(text) ?? [];
  const factor = SIZE_UNITS.get(unit.toLowerCase());
  const value = Number(digits.replaceAll(',', ''));
  return factor === undefined || digits === '' || Number.isNaN(value)
    ? undefined
    : Math.round(value * factor);
}

/** Adds up what may be unknown: one part that is not known makes the sum unknown. */
export function sumKnown(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}
