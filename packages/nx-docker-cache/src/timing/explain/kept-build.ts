import { readRecord } from '../read-record';
import type { BuildRecord } from '../record';
import { hasShape } from '../shape';
import { foldFiles } from './fold-files';
import type { Entries } from './manifests/entries';

/** Raised when what is kept changes its meaning: what an older version kept is then as if it were not there. */
const KEPT_SCHEMA_VERSION = 1;

/** What is kept of a build for the next comparison, on the machine that did it. */
export interface KeptBuild {
  readonly builder: { readonly id: string; readonly name: string };
  /** With all files one by one. */
  readonly record: BuildRecord;
  /** What files that list dependencies ask for, by the hashes of their contents. */
  readonly entries: ReadonlyMap<string, Entries>;
}

/** More files are put together also here: a file that is read and written in every build must not grow without bound. */
const MOST_KEPT_FILES = 20_000;
/** In build.json, for each step. */
const MOST_SHOWN_FILES = 100;

export function keptBuild({ builder, record, entries }: KeptBuild): object {
  return {
    schemaVersion: KEPT_SCHEMA_VERSION,
    builder,
    record: withFolded(record, MOST_KEPT_FILES),
    entries: Object.fromEntries([...entries].map(([content, list]) => [content, Object.fromEntries(list)])),
  };
}

/** The record as build.json shows it. */
export function shownRecord(record: BuildRecord): BuildRecord {
  return withFolded(record, MOST_SHOWN_FILES);
}

function withFolded(record: BuildRecord, most: number): BuildRecord {
  const steps = record.steps.map((step) => {
    const files = step.key?.files;
    return step.key === undefined || files === undefined
      ? step
      : { ...step, key: { ...step.key, files: foldFiles(files, most) } };
  });
  return { ...record, steps };
}

interface KeptJson {
  readonly builder: KeptBuild['builder'];
  readonly record: unknown;
  readonly entries: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Undefined for what is damaged, of another version, or of a build that this version cannot read. */
export function readKeptBuild(value: unknown): KeptBuild | undefined {
  if (!isKeptJson(value)) return undefined;
  const read = readRecord(value.record);
  if (read.kind !== 'record') return undefined;
  return {
    builder: value.builder,
    record: read.record,
    entries: new Map(
      Object.entries(value.entries).map(([content, list]) => [content, new Map(stringsOf(list))]),
    ),
  };
}

function isKeptJson(value: unknown): value is KeptJson {
  if (!hasShape(value, { fields: KEPT_FIELDS })) return false;
  const { schemaVersion, entries } = value as { readonly schemaVersion: number; readonly entries: object };
  return (
    schemaVersion === KEPT_SCHEMA_VERSION &&
    Object.values(entries).every((list) => hasShape(list, { fields: {} }))
  );
}

const KEPT_FIELDS = {
  schemaVersion: 'number',
  builder: { fields: { id: 'string', name: 'string' } },
  record: { fields: {} },
  entries: { fields: {} },
} as const;

function stringsOf(list: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(list).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}
