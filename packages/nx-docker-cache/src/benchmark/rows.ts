/** What a developer does before a build. They are measured one after the other, each on what the last one left. */
export const ROWS = {
  /** No layer and no cache mount is there yet. */
  first: { title: 'first build', layers: '', project: 'own' },
  /** The same build again. */
  unchanged: { title: 'no change', layers: '', project: 'own' },
  /** One line more in the requirements. */
  package: { title: 'one package added', layers: '', project: 'own' },
  /** One more line in a source file. */
  code: { title: 'code changed', layers: '', project: 'own' },
  /** Every layer is made again, and the cache mounts are warm. */
  base: { title: 'base image bumped', layers: '-again', project: 'own' },
  /** Another project with most of the requirements: it has no layers yet, and finds the cache mounts of the first one. */
  second: { title: 'second project', layers: '-second', project: 'second' },
  /** Ten projects with most of the same requirements, built together; no layer and no cache mount is there yet. */
  ten: { title: 'ten images at once', layers: '-ten', project: 'ten' },
} as const satisfies Record<string, RowFacts>;

interface RowFacts {
  readonly title: string;
  /** Rows with the same one find each other's layers. */
  readonly layers: string;
  readonly project: 'own' | 'second' | 'ten';
}

/** Those that take so much time and room that nobody should get them without having asked for them. */
export const ASKED_ROWS: readonly Row[] = ['ten'];

export type Row = keyof typeof ROWS;
export const ROW_NAMES = Object.keys(ROWS) as readonly Row[];
