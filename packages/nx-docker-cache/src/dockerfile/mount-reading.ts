import type { Expansion } from './expand';
import {
  MOUNT_KEYS,
  type MountContent,
  type MountField,
  type MountKey,
  type MountType,
  type SharingMode,
} from './mount';
import { MOUNT_CHECKS } from './mount-checks';
import { VALUE_READERS } from './mount-values';

export type WordExpander = (word: string) => Expansion;

const ALIASES: ReadonlyMap<string, MountKey> = new Map<string, MountKey>([
  ...MOUNT_KEYS.map((key) => [key, key] as const),
  ['src', 'source'],
  ['dst', 'target'],
  ['destination', 'target'],
  ['ro', 'readonly'],
  ['rw', 'readwrite'],
]);

/** Takes the fields of a mount one by one, as their order matters: `required` is refused in front of `type=secret`. */
export class MountReading {
  readonly fields: MountField[] = [];
  readonly unknownKeys = new Set<MountKey>();
  readonly values = new Map<MountKey, string>();
  type: MountType = 'bind';
  sharing: SharingMode | undefined;
  readonly: boolean | undefined;
  required = false;
  readonly numbers = new Map<MountKey, number>();

  /** Takes a field. What it returns is why BuildKit refuses it. */
  add(written: string, expand: WordExpander): string | undefined {
    const equals = written.indexOf('=');
    const name = (equals === -1 ? written : written.slice(0, equals)).toLowerCase();
    const key = ALIASES.get(name);
    if (equals === -1) {
      this.fields.push({ key: name, value: undefined, unknown: [] });
      return this.#bare(key, written);
    }
    const raw = written.slice(equals + 1);
    const expansion = expand(raw);
    const unknown = expansion.kind === 'unknown' ? expansion.variables : [];
    this.fields.push({ key: name, value: expansion.kind === 'known' ? expansion.value : raw, unknown });
    if (expansion.kind === 'invalid') return expansion.message;
    if (key === undefined) return `unexpected key '${name}' in '${written}'`;
    if (expansion.kind === 'known') return VALUE_READERS[key](this, expansion.value, name);
    this.unknownKeys.add(key);
    return undefined;
  }

  #bare(key: MountKey | undefined, written: string): string | undefined {
    if (key === 'readonly' || key === 'readwrite') {
      this.readonly = key === 'readonly';
      return undefined;
    }
    if (key !== 'required') return `invalid field '${written}' must be a key=value pair`;
    if (!this.takesRequired) return this.unexpected(key);
    this.required = true;
    return undefined;
  }

  /** What only all fields together tell. It returns why BuildKit refuses the mount. */
  finish(): string | undefined {
    if (this.unknownKeys.has('type')) return undefined;
    return MOUNT_CHECKS.map((check) => check(this)).find((problem) => problem !== undefined);
  }

  content(): MountContent {
    return {
      type: this.type,
      target: this.values.get('target'),
      source: this.values.get('source'),
      from: this.values.get('from'),
      id: this.values.get('id'),
      sharing: this.sharing,
      readonly: this.readonly ?? (this.type !== 'cache' && this.type !== 'tmpfs'),
      required: this.required,
      uid: this.numbers.get('uid'),
      gid: this.numbers.get('gid'),
      mode: this.numbers.get('mode'),
      size: this.values.get('size'),
      env: this.values.get('env'),
    };
  }

  /** Whether it is known to be something else than the empty text. */
  has(key: MountKey): boolean {
    return (this.values.get(key) ?? '') !== '';
  }

  lacks(key: MountKey): boolean {
    return !this.has(key) && !this.unknownKeys.has(key);
  }

  get takesRequired(): boolean {
    return this.type === 'secret' || this.type === 'ssh' || this.unknownKeys.has('type');
  }

  unexpected(key: string): string {
    return `unexpected key '${key}' for mount type '${this.type}'`;
  }
}
