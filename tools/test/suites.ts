/** A run of jest over one project of jest.config.cjs. */
export interface Suite {
  readonly name: string;
  readonly project: 'unit' | 'e2e' | 'alone';
  readonly needsEngine: boolean;
  /** How many test files run side by side. */
  readonly workers: number;
}

/** What `npm test` runs, in order. */
export const SUITES: readonly Suite[] = [
  { name: 'unit', project: 'unit', needsEngine: false, workers: 2 },
  { name: 'end to end', project: 'e2e', needsEngine: true, workers: 2 },
  { name: 'end to end, one by one', project: 'alone', needsEngine: true, workers: 1 },
];
