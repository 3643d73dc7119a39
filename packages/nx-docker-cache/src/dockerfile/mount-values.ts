import { isMemorySize, parseBoolean, parseUint32 } from './go-values';
import { MOUNT_TYPES, SHARING_MODES, type MountKey } from './mount';
import type { MountReading } from './mount-reading';

/** Takes a value that is known; `name` is the key as written. It returns why BuildKit refuses it. */
type ValueReader = (reading: MountReading, value: string, name: string) => string | undefined;

const text =
  (key: MountKey): ValueReader =>
  (reading, value) => {
    reading.values.set(key, value);
    return undefined;
  };

const number =
  (key: MountKey, radix: 8 | 10): ValueReader =>
  (reading, value) => {
    const parsed = parseUint32(value, radix);
    if (parsed === undefined) return `invalid value ${value} for ${key}`;
    reading.numbers.set(key, parsed);
    return undefined;
  };

const boolean =
  (take: (reading: MountReading, value: boolean) => void): ValueReader =>
  (reading, value, name) => {
    const parsed = parseBoolean(value);
    if (parsed === undefined) return `invalid value for ${name}: ${value}`;
    take(reading, parsed);
    return undefined;
  };

export const VALUE_READERS: Readonly<Record<MountKey, ValueReader>> = {
  type: (reading, value) => {
    const type = MOUNT_TYPES.find((known) => known === value.toLowerCase());
    if (type === undefined) return `unsupported mount type "${value}"`;
    reading.type = type;
    return undefined;
  },
  from: text('from'),
  source: text('source'),
  target: text('target'),
  id: text('id'),
  env: text('env'),
  readonly: boolean((reading, value) => {
    reading.readonly = value;
  }),
  readwrite: boolean((reading, value) => {
    reading.readonly = !value;
  }),
  required: (reading, value, name) => {
    if (!reading.takesRequired) return reading.unexpected(name);
    return boolean((mount, required) => {
      mount.required = required;
    })(reading, value, name);
  },
  size: (reading, value, name) => {
    if (reading.type !== 'tmpfs' && !reading.unknownKeys.has('type')) return reading.unexpected(name);
    return isMemorySize(value) ? text('size')(reading, value, name) : `invalid value for ${name}: ${value}`;
  },
  sharing: (reading, value) => {
    const sharing = SHARING_MODES.find((known) => known === value.toLowerCase());
    if (sharing === undefined) return `unsupported sharing value "${value}"`;
    reading.sharing = sharing;
    return undefined;
  },
  mode: number('mode', 8),
  uid: number('uid', 10),
  gid: number('gid', 10),
};
