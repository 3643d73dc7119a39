import type { Recipe } from '../recipes/recipe';
import { forecast, type Forecast } from './forecast';
import type { BuilderFacts } from './gc-policy';
import { layerOwners } from './layer-owners';
import { groupMounts } from './mount-groups';
import {
  STATUS_SCHEMA_VERSION,
  type CacheStatus,
  type LayerTotals,
  type MountStatus,
  type ProjectStatus,
  type Totals,
} from './status';
import { LAYER_TYPE, MOUNT_TYPE, sumBytes, type UsageRecord } from './usage-record';
import type { TargetUse, WorkspaceUse } from './workspace-use';

export interface StatusFacts {
  readonly records: readonly UsageRecord[];
  readonly builder: BuilderFacts;
  readonly source: 'engine' | 'buildx';
  readonly use: WorkspaceUse;
  readonly recipes: readonly Recipe[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function makeStatus({ records, builder, source, use, recipes, now }: StatusFacts): CacheStatus {
  const future = forecast({ records, rules: builder.rules, now });
  const mounts = groupMounts(records, { use, recipes, future });
  const owners = layerOwners(records, use.traces);
  const projects = [...new Set(use.targets.map(({ project }) => project))].sort();
  const next = records.filter(({ id }) => future.next.has(id));
  const usedBefore = new Set(use.traces.flatMap((trace) => trace.mounts));
  const unclaimed = mounts.filter((mount) => mount.projects.length === 0);
  const isOrphan = ({ key }: MountStatus): boolean => key !== undefined && usedBefore.has(key);
  return {
    schemaVersion: STATUS_SCHEMA_VERSION,
    takenAt: now,
    builder: { name: builder.name, driver: builder.driver, source },
    total: totalsOf(records, future),
    ...(builder.rules !== undefined && { rules: builder.rules }),
    nextCollection: { records: next.length, bytes: sumBytes(next) },
    projects: projects.map((project) => projectStatus(project, { records, use, mounts, owners })),
    orphans: unclaimed.filter(isOrphan),
    foreignMounts: unclaimed.filter((mount) => !isOrphan(mount)),
  };
}

function totalsOf(records: readonly UsageRecord[], { countedBytes }: Forecast): Totals {
  const [mountBytes, layerBytes] = [MOUNT_TYPE, LAYER_TYPE].map((type) =>
    sumBytes(records.filter((record) => record.type === type)),
  ) as [number, number];
  const bytes = sumBytes(records);
  return {
    bytes,
    records: records.length,
    mountBytes,
    layerBytes,
    otherBytes: bytes - mountBytes - layerBytes,
    sharedBytes: sumBytes(records.filter(({ shared }) => shared)),
    countedBytes,
  };
}

interface Findings {
  readonly records: readonly UsageRecord[];
  readonly use: WorkspaceUse;
  readonly mounts: readonly MountStatus[];
  readonly owners: ReadonlyMap<string, string>;
}

function projectStatus(project: string, { records, use, mounts, owners }: Findings): ProjectStatus {
  const targets = use.targets.filter((target) => target.project === project);
  const present = new Set(mounts.map(({ key }) => key));
  const absent = targets
    .flatMap((target) => target.mounts)
    .flatMap(({ key, tool }) =>
      key === undefined || present.has(key) ? [] : [{ key, ...(tool !== undefined && { tool }) }],
    );
  const lastBuild = targets
    .flatMap((target) => target.lastBuild ?? [])
    .reduce<TargetUse['lastBuild']>(
      (last, build) => (last && last.endedAt > build.endedAt ? last : build),
      undefined,
    );
  return {
    project,
    dockerfiles: [...new Set(targets.map(({ dockerfile }) => dockerfile))],
    mounts: mounts.filter((mount) => mount.projects.includes(project)),
    absentMounts: [...new Map(absent.map((mount) => [mount.key, mount])).values()],
    problems: [...new Set(targets.flatMap(problemsOf))],
    layers: layerTotals(records.filter(({ id }) => owners.get(id) === project)),
    ...(lastBuild !== undefined && { lastBuild }),
  };
}

function problemsOf({ dockerfile, problem, mounts }: TargetUse): string[] {
  const unknown = mounts
    .filter(({ key }) => key === undefined)
    .map(
      ({ line, unknown: variables }) =>
        `${dockerfile}:${line}: the mount's id holds ${variables.map((name) => `$${name}`).join(', ')}, which only the build knows`,
    );
  return [...(problem === undefined ? [] : [problem]), ...unknown];
}

function layerTotals(layers: readonly UsageRecord[]): LayerTotals {
  const dangling = layers.filter(({ shared }) => !shared);
  return {
    records: layers.length,
    bytes: sumBytes(layers),
    danglingRecords: dangling.length,
    danglingBytes: sumBytes(dangling),
  };
}
