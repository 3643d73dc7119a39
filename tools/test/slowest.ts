import { basename } from 'node:path';

/** What jest's JSON report says of the tests of one file. Times are milliseconds. */
export interface TimedFile {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly {
    readonly fullName: string;
    /** Null for a test that did not run. */
    readonly duration?: number | null;
  }[];
}

/** In place of the name of a test: what a file takes beside its tests, for hooks and for loading. */
const BESIDE = '(beside its tests)';

/**
 * The tests that took longest, a line each, longest first: where a run that takes too long can become shorter.
 * @param atLeastMs what is quicker is not worth a line
 */
export function renderSlowest(files: readonly TimedFile[], count: number, atLeastMs: number): string {
  return files
    .flatMap(partsOf)
    .filter(({ ms }) => ms >= atLeastMs)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ ms, name }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`)
    .join('\n');
}

function partsOf({ name, startTime, endTime, assertionResults }: TimedFile) {
  const tests = assertionResults.map(({ fullName, duration }) => ({ ms: duration ?? 0, name: fullName }));
  const beside = endTime - startTime - tests.reduce((total, { ms }) => total + ms, 0);
  return [...tests, { ms: beside, name: BESIDE }].map((part) => ({
    ms: part.ms,
    name: `${basename(name)}: ${part.name}`,
  }));
}
