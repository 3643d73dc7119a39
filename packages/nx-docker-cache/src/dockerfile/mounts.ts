import { posix } from 'node:path';
import { csvFields } from './csv-fields';
import { expandWord, type Expansion } from './expand';
import type { Mount, MountContent } from './mount';
import { MountReading, type WordExpander } from './mount-reading';
import type { Flag, Instruction } from './syntax';

export {
  MOUNT_TYPES,
  SHARING_MODES,
  type Mount,
  type MountContent,
  type MountField,
  type MountKey,
  type MountType,
  type SharingMode,
} from './mount';

/** The mounts of a RUN, in order; none for any other instruction. */
export function mountsOf(instruction: Instruction, expand?: WordExpander): Mount[] {
  if (instruction.name !== 'RUN') return [];
  return instruction.flags.filter((flag) => flag.name === 'mount').map((flag) => parseMount(flag, expand));
}

/**
 * Reads a `--mount` flag (`parseMount` of BuildKit's `instructions/commands_runmount.go`). `expand` is the expansion in
 * force at its instruction (`scope.expand`); without it no variable is known.
 */
export function parseMount(flag: Flag, expand: WordExpander = expandNothing): Mount {
  const reading = new MountReading();
  const csv = csvFields(flag.value ?? '');
  const problem =
    unexpandableMount(flag.value ?? '') ??
    firstOf(csv.kind === 'fields' ? csv.fields : [], (field) => reading.add(field, expand)) ??
    reading.finish();
  return {
    ...reading.content(),
    flag,
    fields: reading.fields,
    unknownKeys: [...reading.unknownKeys],
    problems: problem === undefined ? [] : [problem],
  };
}

/** Why BuildKit refuses a mount before it expands its variables. */
export function unexpandableMount(value: string): string | undefined {
  const csv = csvFields(value);
  if (csv.kind === 'invalid') return `failed to parse csv mounts: ${csv.message}`;
  if (!csv.fields.some(namesVariableStage)) return undefined;
  return "'from' doesn't support variable expansion, define alias stage instead";
}

/** `from` must be known from the start; a dollar sign at its end is none of a variable. */
function namesVariableStage(field: string): boolean {
  return /^from=[^$]*\$./is.test(field);
}

function firstOf<Item>(
  items: readonly Item[],
  check: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a cache mount is stored under: its id, or else its target as written and cleaned, which WORKDIR does not change. */
export function cacheIdOf({ id, target }: MountContent): string {
  if (id !== undefined && id !== '') return id;
  const cleaned = posix.normalize(target ?? '');
  return cleaned.length > 1 && cleaned.endsWith('/') ? cleaned.slice(0, -1) : cleaned;
}

function expandNothing(word: string): Expansion {
  return expandWord(word, () => ({ kind: 'unknown' }));
}
