import { appendFileSync, readFileSync, statSync } from 'node:fs';

/** The JSON in a file; undefined when there is none, or more of it than one has time for. */
export function readRecordFile(file: string, mostBytes: number): unknown {
  try {
    if (statSync(file).size > mostBytes) return undefined;
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws what the file system throws */
export function appendText(file: string, text: string): void {
  appendFileSync(file, text);
}
