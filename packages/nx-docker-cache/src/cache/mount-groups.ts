import type { Recipe } from '../recipes/recipe';
import type { Fate, Forecast } from './forecast';
import { describeMount, shownKey, type MountKey } from './mount-key';
import type { MountStatus } from './status';
import { toolOfTarget } from './tool-of-mount';
import { laterOf, measure, MOUNT_TYPE, type Moment, type UsageRecord } from './usage-record';
import type { WorkspaceUse } from './workspace-use';

export interface GroupFacts {
  readonly use: WorkspaceUse;
  readonly recipes: readonly Recipe[];
  readonly future: Forecast;
}

interface FoundMount {
  readonly record: UsageRecord;
  readonly target: string;
  readonly key: MountKey | undefined;
}

/** The mounts of a builder, largest first: one for each key, and one for each record whose key is not told. */
export function groupMounts(records: readonly UsageRecord[], facts: GroupFacts): readonly MountStatus[] {
  const groups = new Map<string, FoundMount[]>();
  for (const record of records) {
    const described = describeMount(record);
    if (record.type !== MOUNT_TYPE || described === undefined) continue;
    const name = described.key === undefined ? `record ${record.id}` : `key ${described.key}`;
    groups.set(name, [...(groups.get(name) ?? []), { record, ...described }]);
  }
  const declared = projectsByKey(facts.use);
  return [...groups.values()]
    .map((group) => mountStatus(group, declared, facts))
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || (a.id < b.id ? -1 : 1));
}

function projectsByKey({ targets }: WorkspaceUse): ReadonlyMap<MountKey, ReadonlySet<string>> {
  const projects = new Map<MountKey, Set<string>>();
  for (const { project, mounts } of targets)
    for (const { key } of mounts)
      if (key !== undefined) projects.set(key, (projects.get(key) ?? new Set()).add(project));
  return projects;
}

function mountStatus(
  group: readonly FoundMount[],
  declared: ReadonlyMap<MountKey, ReadonlySet<string>>,
  { use, recipes, future }: GroupFacts,
): MountStatus {
  const key = group[0]?.key;
  const records = group.map(({ record }) => record);
  const targets = [...new Set(group.map(({ target }) => target))];
  const lastUsed = records.reduce<Moment | undefined>(
    (last, record) => laterOf(last, record.lastUsed),
    undefined,
  );
  const created = records.flatMap(({ createdAt }) => createdAt ?? []);
  const tool = toolOf(key, targets, use, recipes);
  return {
    ...(key !== undefined && { key }),
    id: key === undefined ? (targets[0] ?? '') : shownKey(key),
    targets,
    ...(tool !== undefined && { tool }),
    ...measure(records),
    inUse: records.some(({ inUse }) => inUse),
    ...(created.length > 0 && { createdAt: Math.min(...created) }),
    ...(lastUsed !== undefined && { lastUsed }),
    projects: [...(key === undefined ? [] : (declared.get(key) ?? []))].sort(),
    records: records.map(({ id }) => id),
    fate: soonest(records.flatMap(({ id }) => future.fates.get(id) ?? [])),
  };
}

/** As its Dockerfiles tell it, else by the folder for which it was made. */
function toolOf(
  key: MountKey | undefined,
  targets: readonly string[],
  use: WorkspaceUse,
  recipes: readonly Recipe[],
): string | undefined {
  const declared = use.targets
    .flatMap(({ mounts }) => mounts)
    .filter((mount) => mount.key === key && key !== undefined);
  const told = declared.flatMap(({ tool }) => tool ?? []);
  return told[0] ?? targets.map((target) => toolOfTarget(target, recipes)).find((tool) => tool !== undefined);
}

const URGENCY = [
  'next-collection',
  'after',
  'above',
  'low-disk',
  'unknown',
  'kept',
] as const satisfies readonly Fate['kind'][];

/** The fate of a group is that of the record that goes first. */
function soonest(fates: readonly Fate[]): Fate {
  const place = ({ kind }: Fate): number => URGENCY.indexOf(kind);
  return fates.reduce<Fate>((first, fate) => (place(fate) < place(first) ? fate : first), { kind: 'kept' });
}
