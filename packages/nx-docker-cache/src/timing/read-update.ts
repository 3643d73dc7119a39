import { isObject, type Json } from './json';
import { parseTimestamp } from './timestamp';
import type { LogUpdate, ProgressUpdate, StatusUpdate, VertexUpdate, WarningUpdate } from './progress-event';

/** An object of the stream as an update, undefined when it is none. Unknown fields are ignored, missing ones are absent. */
export function readUpdate(value: unknown): ProgressUpdate | undefined {
  if (!isObject(value) || !LISTS.some((name) => name in value)) return undefined;
  return {
    vertexes: list(value['vertexes'], readVertex),
    statuses: list(value['statuses'], readStatus),
    logs: list(value['logs'], readLog),
    warnings: list(value['warnings'], readWarning),
  };
}

const LISTS = [
  'vertexes',
  'statuses',
  'logs',
  'warnings',
] as const satisfies readonly (keyof ProgressUpdate)[];

function readVertex(value: Json): VertexUpdate | undefined {
  const digest = text(value['digest']);
  if (digest === undefined) return undefined;
  return {
    digest,
    name: text(value['name']) ?? '',
    inputs: Array.isArray(value['inputs'])
      ? value['inputs'].filter((input) => typeof input === 'string')
      : [],
    started: parseTimestamp(value['started']),
    completed: parseTimestamp(value['completed']),
    cached: value['cached'] === true,
    error: text(value['error']),
  };
}

function readStatus(value: Json): StatusUpdate | undefined {
  const vertex = text(value['vertex']);
  const id = text(value['id']);
  if (vertex === undefined || id === undefined) return undefined;
  return {
    vertex,
    id,
    current: count(value['current']),
    total: count(value['total']),
    started: parseTimestamp(value['started']),
    completed: parseTimestamp(value['completed']),
  };
}

function readLog(value: Json): LogUpdate | undefined {
  const vertex = text(value['vertex']);
  if (vertex === undefined) return undefined;
  return {
    vertex,
    stream: value['stream'] === 2 ? 2 : 1,
    text: decoded(value['data']),
    timestamp: parseTimestamp(value['timestamp']),
  };
}

function readWarning(value: Json): WarningUpdate | undefined {
  const vertex = text(value['vertex']);
  if (vertex === undefined) return undefined;
  return {
    vertex,
    short: decoded(value['short']),
    url: text(value['url']),
  };
}

/** Bytes as Go encodes them in JSON: base64. */
function decoded(value: unknown): string {
  if (typeof value !== 'string') return '';
  if (value.length > scratch.length) return Buffer.from(value, 'base64').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(value, 'base64'));
}

/** A buffer for each line of a log would be most of what the reading of a long log leaves to collect. */
const scratch = Buffer.alloc(16 * 1024);

const NOTHING: readonly never[] = [];

/** Most updates have one list of the four. */
function list<T>(value: unknown, read: (item: Json) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return NOTHING;
  const items: T[] = [];
  for (const item of value as readonly unknown[]) {
    const known = isObject(item) ? read(item) : undefined;
    if (known !== undefined) items.push(known);
  }
  return items;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
