/** A run of jest over one project of jest.config.cjs. */
export interface Suite {
  readonly name: string;
  readonly project: 'unit' | 'e2e';
  readonly needsEngine: boolean;
}

/** What `npm test` runs, in order. */
export const SUITES: readonly Suite[] = [
  { name: 'unit', project: 'unit', needsEngine: false },
  { name: 'end to end', project: 'e2e', needsEngine: true },
];
