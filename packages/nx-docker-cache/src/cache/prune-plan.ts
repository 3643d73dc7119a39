import type { BuildTrace } from './build-trace';
import { layerOwners } from './layer-owners';
import type { CacheStatus, MountStatus } from './status';
import { measure, type Measured, type UsageRecord } from './usage-record';

/** What somebody wants to be rid of. */
export interface PruneWishes {
  /** The projects whose cache it is about; empty with `orphans` alone. */
  readonly projects: readonly string[];
  /** Only mounts of these tools; empty: mounts of any tool, and layers and images too. */
  readonly tools: readonly string[];
  /** Ids of mounts that go although other projects use them too. */
  readonly mounts: readonly string[];
  /** Also the mounts that no Dockerfile of the workspace names any more. */
  readonly orphans: boolean;
  /** Only what was not used for so long. */
  readonly olderThanMs: number | undefined;
  /** Of what is chosen, this much stays: what was used last. */
  readonly keepBytes: number | undefined;
}

/** An image of the engine that has no tag. */
export interface UntaggedImage {
  readonly id: string;
  /** Bytes that no other image shares; undefined where the engine does not tell that. */
  readonly ownBytes: number | undefined;
  /** With those that it shares. */
  readonly allBytes: number | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface PruneFacts {
  readonly status: CacheStatus;
  readonly records: readonly UsageRecord[];
  readonly images: readonly UntaggedImage[];
  readonly traces: readonly BuildTrace[];
  /** The records that are known to be layers of an image of the engine, whatever BuildKit calls shared. */
  readonly imageLayers: ReadonlySet<string>;
}

export interface Removal extends Measured {
  readonly kind: 'mount' | 'layer' | 'image';
  /** What people call it: the id of the mount, the step of the layer, the id of the image. */
  readonly label: string;
  /** Whose it is; undefined for an orphan. */
  readonly project: string | undefined;
  /** Ids of the builder's records, or of the image. */
  readonly ids: readonly string[];
}

export type KeepReason =
  | { readonly kind: 'other-projects'; readonly projects: readonly string[] }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'used-lately' }
  | { readonly kind: 'keep-storage' }
  | { readonly kind: 'built-upon' };

export interface Kept {
  readonly removal: Removal;
  readonly reason: KeepReason;
}

export interface PrunePlan {
  readonly removals: readonly Removal[];
  readonly kept: readonly Kept[];
}

/** Something that may go, and when it was used last (ms since the epoch). */
interface Candidate extends Removal {
  readonly usedAt: number;
  /** Why it stays whatever else is wished. */
  readonly objection: KeepReason | undefined;
}

/**
 * What goes and what stays, with the reason. Only mounts that Dockerfiles of the chosen projects name, or that a
 * recorded build of the workspace used, and layers and images that a recorded build is known to have made.
 */
export function planPrune(facts: PruneFacts, wishes: PruneWishes): PrunePlan {
  const candidates = [
    ...mountCandidates(facts, wishes),
    ...(wishes.tools.length > 0
      ? []
      : [...layerCandidates(facts, wishes), ...imageCandidates(facts, wishes)]),
  ];
  const kept: Kept[] = [];
  const wanted = candidates.filter((candidate) => {
    const reason = candidate.objection ?? ageObjection(candidate, wishes, facts.status.takenAt);
    if (reason !== undefined) kept.push({ removal: removalOf(candidate), reason });
    return reason === undefined;
  });
  const { going, staying } = keepNewest(wanted, wishes.keepBytes);
  const { free, blocked } = withoutBlockedLayers(going, facts.records);
  return {
    removals: free.map(removalOf),
    kept: [
      ...kept,
      ...staying.map((each): Kept => ({ removal: removalOf(each), reason: { kind: 'keep-storage' } })),
      ...blocked.map((each): Kept => ({ removal: removalOf(each), reason: { kind: 'built-upon' } })),
    ],
  };
}

function removalOf({ kind, label, project, bytes, unsized, ids }: Candidate): Removal {
  return { kind, label, project, bytes, unsized, ids };
}

function mountCandidates(
  { status }: PruneFacts,
  { projects, tools, mounts, orphans }: PruneWishes,
): Candidate[] {
  const all = new Map(status.projects.flatMap((project) => project.mounts.map((mount) => [mount.id, mount])));
  const own = [...all.values()].filter((mount) =>
    mount.projects.some((project) => projects.includes(project)),
  );
  const chosen = [...own, ...(orphans ? status.orphans : [])].filter(
    ({ tool }) => tools.length === 0 || (tool !== undefined && tools.includes(tool)),
  );
  return chosen.map((mount) => {
    const others = mount.projects.filter((project) => !projects.includes(project));
    const isKeptForOthers = others.length > 0 && !mounts.includes(mount.id);
    return {
      ...mountRemoval(mount, projects),
      usedAt: mount.lastUsed?.latest ?? mount.createdAt ?? 0,
      objection: mount.inUse
        ? { kind: 'in-use' }
        : isKeptForOthers
          ? { kind: 'other-projects', projects: others }
          : undefined,
    };
  });
}

function mountRemoval(mount: MountStatus, chosen: readonly string[]): Removal {
  const { id, bytes, unsized, records, projects } = mount;
  const project = projects.find((each) => chosen.includes(each));
  return { kind: 'mount', label: id, project, bytes, unsized, ids: records };
}

/** A layer that is part of an image of the engine takes no room of its own, and the next build stands on it. */
function layerCandidates(
  { records, traces, imageLayers }: PruneFacts,
  { projects }: PruneWishes,
): Candidate[] {
  const owners = layerOwners(records, traces);
  return records
    .filter(({ id, shared }) => !shared && !imageLayers.has(id))
    .filter(({ id }) => projects.includes(owners.get(id) ?? ''))
    .map((record) => ({
      kind: 'layer',
      label: record.description,
      project: owners.get(record.id),
      ...measure([record]),
      ids: [record.id],
      usedAt: record.lastUsed?.latest ?? record.createdAt ?? 0,
      objection: record.inUse ? { kind: 'in-use' } : undefined,
    }));
}

function imageCandidates({ images, traces }: PruneFacts, { projects }: PruneWishes): Candidate[] {
  const owner = new Map(traces.flatMap((trace) => trace.images.map((id) => [id, trace.project])));
  return images.flatMap(({ id, ownBytes, createdAt }) => {
    const project = owner.get(id);
    if (project === undefined || !projects.includes(project)) return [];
    const size = measure([{ size: ownBytes }]);
    return [
      { kind: 'image', label: id, project, ...size, ids: [id], usedAt: createdAt, objection: undefined },
    ];
  });
}

function ageObjection(
  { usedAt }: Candidate,
  { olderThanMs }: PruneWishes,
  now: number,
): KeepReason | undefined {
  return olderThanMs !== undefined && usedAt > now - olderThanMs ? { kind: 'used-lately' } : undefined;
}

/** What was used last stays, as long as it fits. What has no known size counts as nothing, so that more stays than fits. */
function keepNewest(
  wanted: readonly Candidate[],
  keepBytes: number | undefined,
): { readonly going: readonly Candidate[]; readonly staying: readonly Candidate[] } {
  if (keepBytes === undefined) return { going: wanted, staying: [] };
  let left = wanted.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const going = new Set<Candidate>();
  for (const candidate of [...wanted].sort((a, b) => a.usedAt - b.usedAt)) {
    if (left <= keepBytes) break;
    going.add(candidate);
    left -= candidate.bytes ?? 0;
  }
  return { going: [...going], staying: wanted.filter((candidate) => !going.has(candidate)) };
}

/** BuildKit keeps a layer on which another record is built: it can only go together with that one. */
function withoutBlockedLayers(
  going: readonly Candidate[],
  records: readonly UsageRecord[],
): { readonly free: readonly Candidate[]; readonly blocked: readonly Candidate[] } {
  const parentsOf = new Map(records.map(({ id, parents }) => [id, parents]));
  const gone = new Set(going.flatMap(({ ids }) => ids));
  const queue = records.filter(({ id }) => !gone.has(id)).flatMap(({ parents }) => parents);
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    if (!gone.delete(parent)) continue;
    queue.push(...(parentsOf.get(parent) ?? []));
  }
  const isFree = ({ kind, ids }: Candidate): boolean => kind !== 'layer' || ids.every((id) => gone.has(id));
  return { free: going.filter(isFree), blocked: going.filter((each) => !isFree(each)) };
}
