import { posix } from 'node:path';
import type { Expansion } from '../../dockerfile/expand';
import type { BuildArgs } from '../../dockerfile/global-args';
import { cacheIdOf, mountsOf, type Mount, type SharingMode } from '../../dockerfile/mounts';
import { stagesOf, type Stage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import type { Recipe } from '../../recipes/recipe';
import { mountKey, NAMESPACE_ARGUMENT, shownKey, type MountKey } from '../mount-key';
import { toolOfTarget } from '../tool-of-mount';

/**
 * Who a mount's folder belongs to, as its flags say. BuildKit makes another mount for each of them, of the same id too
 * (frontend/dockerfile/dockerfile2llb/convert_runmount.go): they begin as another folder.
 */
export interface MountOwner {
  readonly uid?: number;
  readonly gid?: number;
  /** The number that the octal digits mean. */
  readonly mode?: number;
}

/** A cache mount that can be copied: what names it, and an image to copy with. */
export interface CarriedMount {
  readonly key: MountKey;
  readonly namespace: string;
  /** Its id without the namespace. */
  readonly cacheId: string;
  /** As the Dockerfile has it. */
  readonly target: string;
  /** Absolute: where the copying RUN has it. */
  readonly place: string;
  readonly tool: string | undefined;
  readonly owner: MountOwner;
  readonly sharing: SharingMode | undefined;
  /** An image whose shell the Dockerfile's own RUN uses. */
  readonly base: string;
  /** Of that image, where the Dockerfile says one. */
  readonly platform: string | undefined;
}

/** Why a mount is not carried, whatever is in it. */
export type RefusalKind = 'name-unknown' | 'name-unusual' | 'has-content' | 'no-base';

/** A mount that no copy is made of. */
export interface RefusedMount {
  /** As people read it; the target where the id is not known. */
  readonly id: string;
  readonly target: string;
  readonly kind: RefusalKind;
}

export interface Carried {
  readonly mounts: readonly CarriedMount[];
  readonly refused: readonly RefusedMount[];
}

/** The cache mounts of a Dockerfile as a build with these arguments uses them, one for each id and owner. */
export function carriedMounts(
  dockerfile: Dockerfile,
  buildArgs: BuildArgs,
  recipes: readonly Recipe[],
): Carried {
  const stages = stagesOf(dockerfile, { buildArgs });
  const namespace = buildArgs[NAMESPACE_ARGUMENT] ?? '';
  const read = stages.flatMap((stage) =>
    cacheMountsIn(stage).map((mount) => carry(mount, { base: baseOf(stage, stages), namespace, recipes })),
  );
  return joinCarried([
    {
      mounts: read.filter((each) => 'key' in each),
      refused: read.filter((each) => 'kind' in each),
    },
  ]);
}

/** Those of several Dockerfiles, or of one for several platforms: what is the same mount is there once. */
export function joinCarried(all: readonly Carried[]): Carried {
  const mounts = new Map(all.flatMap((each) => each.mounts).map((mount) => [mountName(mount), mount]));
  const refused = new Map(all.flatMap((each) => each.refused).map((each) => [JSON.stringify(each), each]));
  const carriedIds = new Set([...mounts.values()].map(({ key }) => shownKey(key)));
  return {
    mounts: [...mounts.values()],
    // One stage may have what another one lacks: a mount that is carried is not also refused.
    refused: [...refused.values()].filter(({ id, kind }) => kind !== 'no-base' || !carriedIds.has(id)),
  };
}

/** The same for two mounts that are one for BuildKit. */
export function mountName({ key, owner }: Pick<CarriedMount, 'key' | 'owner'>): string {
  return JSON.stringify([key, owner.uid ?? null, owner.gid ?? null, owner.mode ?? null]);
}

function cacheMountsIn(stage: Stage): readonly Mount[] {
  return stage.instructions
    .flatMap(({ instruction, scope }) =>
      instruction.trigger === undefined
        ? cacheMounts(instruction, scope.expand)
        : cacheMounts(instruction.trigger, stage.end.expand),
    )
    .filter(({ problems }) => problems.length === 0);
}

function cacheMounts(instruction: Instruction, expand: (word: string) => Expansion): readonly Mount[] {
  return mountsOf(instruction, expand).filter(({ type }) => type === 'cache');
}

interface Surroundings {
  readonly base: { readonly image: string; readonly platform: string | undefined } | undefined;
  readonly namespace: string;
  readonly recipes: readonly Recipe[];
}

function carry(mount: Mount, { base, namespace, recipes }: Surroundings): CarriedMount | RefusedMount {
  const target = mount.target ?? mount.fields.find(({ key }) => TARGET_KEYS.has(key))?.value ?? '';
  if (mount.unknownKeys.length > 0) return { id: mount.id ?? target, target, kind: 'name-unknown' };
  const cacheId = cacheIdOf(mount);
  const key = mountKey(cacheId, namespace);
  const refuse = (kind: RefusalKind): RefusedMount => ({ id: shownKey(key), target, kind });
  if (mount.from !== undefined) return refuse('has-content');
  if (![cacheId, target, namespace].every((word) => PLAIN.test(word))) return refuse('name-unusual');
  if (base === undefined || !IMAGE.test(base.image)) return refuse('no-base');
  const { uid, gid, mode, sharing } = mount;
  return {
    key,
    namespace,
    cacheId,
    target,
    place: placeOf(target),
    tool: toolOfTarget(target, recipes),
    owner: {
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
      ...(mode !== undefined && { mode }),
    },
    sharing,
    base: base.image,
    platform: base.platform,
  };
}

const TARGET_KEYS: ReadonlySet<string> = new Set(['target', 'dst', 'destination']);

/** Words that mean themselves in a flag, in its comma-separated fields and in a shell: no quoting can go wrong. */
const PLAIN = /^[\w@%+=:./-]*$/;
const IMAGE = /^[\w.:/@-]+$/;

/** Where a relative target is depends on WORKDIR; a mount over the programs that copy would hide them. The id alone names it. */
function placeOf(target: string): string {
  const cleaned = posix.normalize(target).replace(/(?<=.)\/$/, '');
  return posix.isAbsolute(cleaned) && !SYSTEM.test(cleaned) ? cleaned : '/nx-docker-cache-mount';
}

const SYSTEM = /^\/(?:(?:usr\/)?(?:s?bin|lib(?:32|64|x32)?)|usr|etc|proc|sys|dev)?$/;

/** The image that a stage begins with in the end. */
function baseOf(stage: Stage, stages: readonly Stage[]): Surroundings['base'] {
  const { base, platform } = stage;
  if (base.kind === 'stage') {
    const below = stages[base.index];
    return below === undefined ? undefined : baseOf(below, stages);
  }
  if (base.kind !== 'image') return undefined;
  if (platform === undefined) return { image: base.reference, platform: undefined };
  // What only the builder knows, like BUILDPLATFORM, is the platform that it builds for by itself.
  return { image: base.reference, platform: platform.kind === 'known' ? platform.value : undefined };
}
