import type { Expansion } from './expand';
import type { Flag, Instruction } from './syntax';

export const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
export type MountType = (typeof MOUNT_TYPES)[number];

export const SHARING_MODES = ['shared', 'private', 'locked'] as const;
export type SharingMode = (typeof SHARING_MODES)[number];

/** One `key=value` of a mount, or a bare key (`ro`). */
export interface MountField {
  /** Lower-case, as written otherwise (`src` stays `src`). */
  readonly key: string;
  /** After expansion where it is known, as written otherwise; undefined for a bare key. */
  readonly value: string | undefined;
  /** The variables that keep the value from being known. */
  readonly unknown: readonly string[];
}

/** A `--mount` flag as BuildKit reads it. A value that is not known yet stands as it is written: see `unknownKeys`. */
export interface Mount {
  readonly flag: Flag;
  /** The fields in their order. */
  readonly fields: readonly MountField[];
  readonly type: MountType;
  readonly target: string | undefined;
  readonly source: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
  /** Undefined when not given: BuildKit then takes `shared`. */
  readonly sharing: SharingMode | undefined;
  /** Cache and tmpfs mounts are writable unless they say otherwise, all others read-only. */
  readonly readonly: boolean;
  readonly required: boolean;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The number that the octal digits mean: `0755` is 493. */
  readonly mode: number | undefined;
  /** Bytes as written (`64m`); tmpfs only. */
  readonly size: string | undefined;
  /** The environment variable of a secret. */
  readonly env: string | undefined;
  /** Canonical keys (`target`, not `dst`) whose value holds a variable that is not known. */
  readonly unknownKeys: readonly string[];
  /** Why BuildKit refuses it, in its own words; empty when it does not. */
  readonly problems: readonly string[];
}

const KEY_ALIASES: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

/** The mounts of a RUN, in order. */
export function mountsOf(instruction: Instruction, expand?: (word: string) => Expansion): Mount[] {
  if (instruction.name !== 'RUN') return [];
  return instruction.flags.filter((flag) => flag.name === 'mount').map((flag) => parseMount(flag, expand));
}

/**
 * Reads a `--mount` flag. `expand` is the variable expansion in force at its instruction (BuildKit expands every value
 * except that of `from`); without it values with variables count as not known.
 */
export function parseMount(flag: Flag, expand?: (word: string) => Expansion): Mount {
  const fields = (flag.value ?? '').split(',').map((field): MountField => {
    const [key = '', ...rest] = field.split('=');
    const raw = rest.length > 0 ? rest.join('=') : undefined;
    const expansion: Expansion | undefined =
      raw === undefined ? undefined : (expand?.(raw) ?? { kind: 'known', value: raw });
    return {
      key: key.toLowerCase(),
      value: expansion?.kind === 'known' ? expansion.value : raw,
      unknown: expansion?.kind === 'unknown' ? expansion.variables : [],
    };
  });
  const value = (key: string) =>
    fields.findLast((field) => (KEY_ALIASES[field.key] ?? field.key) === key)?.value;
  const has = (key: string) =>
    fields.some((field) => (KEY_ALIASES[field.key] ?? field.key) === key && field.value !== 'false');
  const number = (key: string, radix: number) =>
    value(key) === undefined ? undefined : Number.parseInt(value(key) ?? '', radix);
  const type = MOUNT_TYPES.find((name) => name === value('type')?.toLowerCase()) ?? 'bind';
  const writable = type === 'cache' || type === 'tmpfs' || has('readwrite');
  return {
    flag,
    fields,
    type,
    target: value('target'),
    source: value('source'),
    from: value('from'),
    id: value('id'),
    sharing: SHARING_MODES.find((mode) => mode === value('sharing')?.toLowerCase()),
    readonly: has('readonly') || !writable,
    required: has('required'),
    uid: number('uid', 10),
    gid: number('gid', 10),
    mode: number('mode', 8),
    size: value('size'),
    env: value('env'),
    unknownKeys: fields
      .filter((field) => field.unknown.length > 0)
      .map((field) => KEY_ALIASES[field.key] ?? field.key),
    problems: [],
  };
}
