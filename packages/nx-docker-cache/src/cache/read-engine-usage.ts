import { isObject } from '../timing/json';
import { parseTime } from './quantities';
import { exactly, knownSize, type UsageRecord } from './usage-record';

/** The answer to `GET /system/df?type=build-cache`; undefined when it is no such answer. */
export function readEngineUsage(answer: unknown): readonly UsageRecord[] | undefined {
  if (!isObject(answer) || !('BuildCache' in answer)) return undefined;
  const records = answer['BuildCache'] ?? [];
  return Array.isArray(records) ? (records as readonly unknown[]).flatMap(readRecord) : undefined;
}

function readRecord(value: unknown): UsageRecord[] {
  if (!isObject(value) || typeof value['ID'] !== 'string' || value['ID'] === '') return [];
  const lastUsed = timeOf(value['LastUsedAt']);
  const inUse = value['InUse'] === true;
  return [
    {
      id: value['ID'],
      type: textOf(value['Type']),
      description: textOf(value['Description']),
      size: knownSize(numberOf(value['Size']), inUse),
      inUse,
      shared: value['Shared'] === true,
      createdAt: timeOf(value['CreatedAt']),
      lastUsed: lastUsed === undefined ? undefined : exactly(lastUsed),
      usageCount: Math.max(0, numberOf(value['UsageCount']) ?? 0),
      parents: parentsOf(value),
    },
  ];
}

/** The key begins with a space in 26.1 and 28.5 (a slip in the engine's struct tag); 20.10 has `Parent`. */
function parentsOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  const parents = value['Parents'] ?? value[' Parents'];
  if (Array.isArray(parents)) return parents.filter((parent) => typeof parent === 'string');
  const parent = textOf(value['Parent']);
  return parent === '' ? [] : [parent];
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'string' ? parseTime(value) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
