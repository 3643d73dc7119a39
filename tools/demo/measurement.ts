/** The four rows of the table: what a developer does between two builds. */
export const ROWS = {
  first: 'first build',
  unchanged: 'no change',
  package: 'one package added',
  code: 'code changed, requirements unchanged',
} as const;

export type Row = keyof typeof ROWS;

/** The Dockerfile that was built. */
export const VARIANTS = {
  old: 'old Dockerfile',
  upgraded: 'after add-pip-cache',
  ordered: 'after add-cache-mounts',
} as const;

export type Variant = keyof typeof VARIANTS;

export interface Measurement {
  readonly row: Row;
  readonly variant: Variant;
  /** What was typed. */
  readonly command: string;
  /** From the start of the command to its end, seconds. */
  readonly seconds: number;
  /** Bytes that the build fetched from the package index. */
  readonly fetchedBytes: number;
  /** What the command printed; empty where it printed to the terminal by itself. */
  readonly output: string;
}
