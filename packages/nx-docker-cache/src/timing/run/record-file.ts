import { readRecord } from '../read-record';
import { buildEntry } from './build-entry';
import type { RecordFile } from './join-run';

/** What was read from a build.json as a run is joined with it; undefined for what is none, or of a later version. */
export function recordFile(value: unknown): RecordFile | undefined {
  const read = readRecord(value);
  if (read.kind !== 'record') return undefined;
  return { entry: buildEntry(read.record), dependencies: read.record.origin?.task?.dependencies ?? {} };
}
