import type { UsageRecord } from '../usage-record';
import { shownKey } from '../mount-key';
import {
  mountName,
  type Carried,
  type CarriedMount,
  type RefusalKind,
  type RefusedMount,
} from './carried-mounts';
import { heldMount } from './held-mounts';
import type { ArchivedMount, ArchiveManifest } from './manifest';

/** Why a mount is neither saved nor restored. */
export type SkipKind =
  | RefusalKind
  | 'absent'
  | 'empty'
  | 'in-use'
  | 'too-large'
  | 'not-declared'
  | 'not-archived'
  | 'other-platform'
  | 'warm';

export interface Skip {
  readonly id: string;
  readonly target: string;
  readonly reason: SkipKind;
  /** What the builder or the archive holds of it, where that is known. */
  readonly bytes?: number;
}

export interface SavePlan {
  readonly saves: readonly { readonly mount: CarriedMount; readonly bytes: number | undefined }[];
  readonly skipped: readonly Skip[];
}

export interface SaveWishes {
  /** Undefined: no limit. */
  readonly maxBytes: number | undefined;
}

/** What of the mounts can be saved now. Sizes are those that the builder tells. */
export function planSave(
  { mounts, refused }: Carried,
  records: readonly UsageRecord[],
  { maxBytes }: SaveWishes,
): SavePlan {
  const skipped: Skip[] = refused.map(skipRefused);
  const saves: { mount: CarriedMount; bytes: number | undefined }[] = [];
  for (const mount of mounts) {
    const { presence, bytes, inUse } = heldMount(records, mount);
    if (presence === 'absent') skipped.push(skip(mount, 'absent'));
    // A build waits for a locked one until it is free; of the others it would take half of what is being written.
    else if (inUse && mount.sharing !== 'locked') skipped.push(skip(mount, 'in-use', bytes));
    else saves.push({ mount, bytes });
  }
  const { kept, leftOut } = withinBytes(saves, maxBytes);
  return {
    saves: kept,
    skipped: [...skipped, ...leftOut.map(({ mount, bytes }) => skip(mount, 'too-large', bytes))],
  };
}

/** The largest are left out until the rest is within a limit. What has no known size is left in. */
export function withinBytes<T extends { readonly bytes: number | undefined }>(
  all: readonly T[],
  maxBytes: number | undefined,
): { readonly kept: readonly T[]; readonly leftOut: readonly T[] } {
  const sorted = [...all].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  let sum = sorted.reduce((total, { bytes = 0 }) => total + bytes, 0);
  const leftOut = new Set<T>();
  for (const each of sorted) {
    if (maxBytes === undefined || sum <= maxBytes) break;
    leftOut.add(each);
    sum -= each.bytes ?? 0;
  }
  return { kept: all.filter((each) => !leftOut.has(each)), leftOut: [...leftOut] };
}

export interface RestorePlan {
  readonly restores: readonly { readonly mount: CarriedMount; readonly archived: ArchivedMount }[];
  readonly skipped: readonly Skip[];
}

/**
 * What of an archive goes into the mounts that the Dockerfiles have now.
 * @param platform of the builder; undefined where it does not tell
 */
export function planRestore(
  { mounts, refused }: Carried,
  manifest: ArchiveManifest,
  { records, platform }: { readonly records: readonly UsageRecord[]; readonly platform: string | undefined },
): RestorePlan {
  const declared = new Map(mounts.map((mount) => [mountName(mount), mount]));
  const archivedNames = new Set(manifest.mounts.map(mountName));
  const isOther = platform !== undefined && manifest.platform !== undefined && platform !== manifest.platform;
  const skipped: Skip[] = [];
  const restores: { mount: CarriedMount; archived: ArchivedMount }[] = [];
  for (const archived of manifest.mounts) {
    const mount = declared.get(mountName(archived));
    const reason =
      mount === undefined ? 'not-declared' : isOther ? 'other-platform' : hindrance(mount, archived, records);
    if (mount !== undefined && reason === undefined) restores.push({ mount, archived });
    else skipped.push(skip(archived, reason ?? 'not-declared', archived.bytes));
  }
  return {
    restores,
    skipped: [
      ...skipped,
      ...refused.map(skipRefused),
      ...mounts
        .filter((mount) => !archivedNames.has(mountName(mount)))
        .map((mount) => skip(mount, 'not-archived')),
    ],
  };
}

function hindrance(
  mount: CarriedMount,
  archived: ArchivedMount,
  records: readonly UsageRecord[],
): SkipKind | undefined {
  const { bytes = 0, inUse } = heldMount(records, mount);
  if (inUse && mount.sharing !== 'locked') return 'in-use';
  return bytes >= (archived.heldBytes ?? archived.bytes) ? 'warm' : undefined;
}

function skipRefused({ id, target, kind }: RefusedMount): Skip {
  return { id, target, reason: kind };
}

function skip({ key, target }: Pick<CarriedMount, 'key' | 'target'>, reason: SkipKind, bytes?: number): Skip {
  return { id: shownKey(key), target, reason, ...(bytes !== undefined && { bytes }) };
}
