/** What a developer does before a build. They are measured one after the other, each on what the last one left. */
export const ROWS = {
  first: {
    title: 'first build',
    means: 'no layer and no cache mount is there yet',
  },
  unchanged: {
    title: 'no change',
    means: 'the same build again',
  },
  package: {
    title: 'one package added',
    means: 'one line more in the requirements',
  },
  code: {
    title: 'code changed',
    means: 'one more line in a source file',
  },
  base: {
    title: 'base image bumped',
    means: 'every layer is made again, and the cache mounts are warm',
  },
} as const satisfies Record<string, { readonly title: string; readonly means: string }>;

export type Row = keyof typeof ROWS;
export const ROW_NAMES = Object.keys(ROWS) as readonly Row[];
