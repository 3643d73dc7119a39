import type { CarriedMount, MountOwner } from './carried-mounts';
import { isObject } from '../../timing/json';
import type { MountKey } from '../mount-key';

/** The file that says what an archive holds. Written last: without it there is no archive. */
export const MANIFEST_FILE = 'cache.json';

/** Raised when a field changes its meaning or goes away. */
export const MANIFEST_SCHEMA_VERSION = 1;

export interface ArchiveManifest {
  readonly schemaVersion: typeof MANIFEST_SCHEMA_VERSION;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** For which the builder builds when nobody says so, `linux/amd64`; absent where it does not tell. */
  readonly platform?: string;
  readonly mounts: readonly ArchivedMount[];
}

export interface ArchivedMount {
  readonly key: MountKey;
  readonly target: string;
  readonly owner: MountOwner;
  readonly tool?: string;
  /** Its name in the folder. */
  readonly file: string;
  /** Of that file. */
  readonly bytes: number;
  /** What the builder told of the mount when it was saved, in its own measure (blocks of a disk); absent where it did not. */
  readonly heldBytes?: number;
  /** Regular files in it; absent where they were not counted. */
  readonly files?: number;
}

export type ReadManifest =
  | { readonly kind: 'read'; readonly manifest: ArchiveManifest }
  | { readonly kind: 'invalid'; readonly why: string };

/** The manifest is data of whoever has written the CI's cache: nothing in it is taken on trust. */
export function readManifest(text: string): ReadManifest {
  const value = parsed(text);
  if (!isObject(value)) return invalid('it is no JSON object');
  const { schemaVersion, savedAt, platform, mounts } = value;
  if (schemaVersion !== MANIFEST_SCHEMA_VERSION)
    return invalid(
      `its schemaVersion is ${schemaVersion === undefined ? 'missing' : JSON.stringify(schemaVersion)}, and this version reads ${MANIFEST_SCHEMA_VERSION}`,
    );
  if (!isCount(savedAt)) return invalid('its savedAt is no time');
  if (platform !== undefined && typeof platform !== 'string') return invalid('its platform is no text');
  if (!Array.isArray(mounts)) return invalid('its mounts are no list');
  const read = mounts.map(readMount);
  const wrong = read.findIndex((mount) => mount === undefined);
  if (wrong >= 0) return invalid(`its mount ${wrong + 1} is not described as it must be`);
  return {
    kind: 'read',
    manifest: {
      schemaVersion: MANIFEST_SCHEMA_VERSION,
      savedAt,
      ...(platform !== undefined && { platform }),
      mounts: read.filter((mount) => mount !== undefined),
    },
  };
}

/** The name of a mount's file: readable, and another one each time, so that an earlier archive is whole until it is replaced. */
export function archiveFile(
  { tool, cacheId }: Pick<CarriedMount, 'tool' | 'cacheId'>,
  token: string,
): string {
  const name = (tool ?? cacheId)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(-40);
  return `${name === '' ? 'mount' : name}-${token}.tar`.replace(/^-/, '');
}

/** A name in the folder itself that stands for itself in a Dockerfile. */
const FILE = /^[a-z0-9][a-z0-9-]{0,99}\.tar$/;

function readMount(value: unknown): ArchivedMount | undefined {
  if (!isObject(value)) return undefined;
  const { key, target, owner, tool, file, bytes, heldBytes, files } = value;
  const read = readOwner(owner);
  if (typeof key !== 'string' || typeof target !== 'string' || read === undefined) return undefined;
  if (typeof file !== 'string' || !FILE.test(file) || !isCount(bytes)) return undefined;
  if (tool !== undefined && typeof tool !== 'string') return undefined;
  if (![heldBytes, files].every((number) => number === undefined || isCount(number))) return undefined;
  return {
    key,
    target,
    owner: read,
    ...(tool !== undefined && { tool }),
    file,
    bytes,
    ...(isCount(heldBytes) && { heldBytes }),
    ...(isCount(files) && { files }),
  };
}

function readOwner(value: unknown): MountOwner | undefined {
  if (!isObject(value)) return undefined;
  const { uid, gid, mode } = value;
  if (![uid, gid, mode].every((number) => number === undefined || isCount(number))) return undefined;
  return {
    ...(isCount(uid) && { uid }),
    ...(isCount(gid) && { gid }),
    ...(isCount(mode) && { mode }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function invalid(why: string): ReadManifest {
  return { kind: 'invalid', why };
}
