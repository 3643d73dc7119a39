import type { MountKey } from './mount';
import type { MountReading } from './mount-reading';

/** What only all fields of a mount together tell. It returns why BuildKit refuses the mount. */
type Check = (reading: MountReading) => string | undefined;

const fileInfo =
  (key: MountKey): Check =>
  ({ type, numbers }) =>
    (type === 'bind' || type === 'tmpfs') && numbers.has(key)
      ? `${key} not allowed for "${type}" type mounts`
      : undefined;

const secret =
  (refuses: (reading: MountReading) => boolean, message: string): Check =>
  (reading) =>
    reading.type === 'secret' && refuses(reading) ? message : undefined;

/** In BuildKit's order. */
export const MOUNT_CHECKS: readonly Check[] = [
  fileInfo('mode'),
  fileInfo('uid'),
  fileInfo('gid'),
  secret((mount) => mount.has('from'), 'secret mount should not have a from'),
  secret((mount) => mount.sharing !== undefined, 'secret mount should not define sharing'),
  secret(
    (mount) => mount.lacks('source') && mount.lacks('target') && mount.lacks('id'),
    'invalid secret mount. one of source, target required',
  ),
  secret((mount) => mount.has('source') && mount.has('id'), "both source and id can't be set"),
  ({ type, sharing }) =>
    sharing !== undefined && type !== 'cache' ? `invalid cache sharing set for ${type} mount` : undefined,
];
