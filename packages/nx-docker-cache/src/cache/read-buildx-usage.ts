import { parseAgo, parseBytes, parseTime } from './quantities';
import { knownSize, type UsageRecord } from './usage-record';

/** The fields of a record by the names of `--format json`; the text form has others, see `TEXT_FIELDS`. */
type Fields = Readonly<Record<string, unknown>>;

/** `docker buildx du --format json`: one object a line. `now` is when it was printed: uses are told as "3 hours ago". */
export function readBuildxJson(output: string, now: number): readonly UsageRecord[] {
  return output.split('\n').flatMap((line) => {
    const fields = parseObject(line);
    return fields === undefined ? [] : recordOf(fields, now);
  });
}

const TEXT_FIELDS: Readonly<Record<string, string>> = {
  ID: 'ID',
  Parent: 'Parents',
  Parents: 'Parents',
  'Created at': 'CreatedAt',
  Mutable: 'Mutable',
  Reclaimable: 'Reclaimable',
  Shared: 'Shared',
  Size: 'Size',
  Description: 'Description',
  'Usage count': 'UsageCount',
  'Last used': 'LastUsedAt',
  Type: 'Type',
};

/**
 * `docker buildx du --verbose`, for a buildx without `--format`: `Name:<blanks>value` lines, an empty line after each
 * record. The description of a RUN may go on over several lines, empty ones too.
 */
export function readBuildxText(output: string, now: number): readonly UsageRecord[] {
  const records: Record<string, unknown>[] = [];
  let current: Record<string, unknown> = {};
  let last: string | undefined;
  for (const line of output.split('\n')) {
    const [, label = '', value = ''] = /^([A-Z][a-z ]*[a-z]|ID):\s*(.*)$/.exec(line) ?? [];
    const name = belongs(label, last) ? TEXT_FIELDS[label] : undefined;
    if (name === 'ID') records.push((current = { ID: value }));
    else if (name !== undefined) current[name] = value;
    else if (last === 'Parents' && line.startsWith(' - '))
      current['Parents'] = `${textOf(current['Parents'])} ${line.slice(3)}`;
    else if (last === 'Description') current['Description'] = `${textOf(current['Description'])}\n${line}`;
    // The type is the last field; the totals at the end have names of fields too.
    else if (line === '' && last === 'Type') current = {};
    last = name ?? last;
  }
  return records.flatMap((fields) => recordOf(fields, now));
}

/** After a description only what stands there in every record ends it: a command may print lines that look like fields. */
function belongs(label: string, last: string | undefined): boolean {
  return last !== 'Description' || label === 'Usage count' || label === 'Last used' || label === 'Type';
}

function recordOf(fields: Fields, now: number): UsageRecord[] {
  const id = textOf(fields['ID']);
  if (id === '') return [];
  const inUse = !isTrue(fields['Reclaimable']);
  return [
    {
      id,
      type: textOf(fields['Type']),
      description: textOf(fields['Description']),
      size: knownSize(parseBytes(textOf(fields['Size'])), inUse),
      inUse,
      shared: isTrue(fields['Shared']),
      createdAt: parseTime(textOf(fields['CreatedAt'])),
      lastUsed: parseAgo(textOf(fields['LastUsedAt']), now),
      usageCount: Number(textOf(fields['UsageCount'])) || 0,
      parents: parentsOf(fields['Parents']),
    },
  ];
}

function parentsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((parent) => typeof parent === 'string');
  return textOf(value)
    .split(/[\s,]+/)
    .filter((parent) => parent !== '');
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function parseObject(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
