/** What a developer does before a build. They are measured one after the other, each on what the last one left. */
export const ROWS = {
  /** No layer and no cache mount is there yet. */
  first: { title: 'first build' },
  /** The same build again. */
  unchanged: { title: 'no change' },
  /** One line more in the requirements. */
  package: { title: 'one package added' },
  /** One more line in a source file. */
  code: { title: 'code changed' },
  /** Every layer is made again, and the cache mounts are warm. */
  base: { title: 'base image bumped' },
} as const satisfies Record<string, { readonly title: string }>;

export type Row = keyof typeof ROWS;
export const ROW_NAMES = Object.keys(ROWS) as readonly Row[];
