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
import { LAYER_TYPE, measure, MOUNT_TYPE, type UsageRecord } from './usage-record';
import type { TargetUse, WorkspaceUse } from './workspace-use';

export interface StatusFacts {
  readonly records: readonly UsageRecord[];
  readonly builder: BuilderFacts;
  readonly source: 'engine' | 'buildx';
  readonly use: WorkspaceUse;
  readonly recipes: readonly Recipe[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Of the disk that holds the cache; undefined where it is not known. */
  readonly freeBytes?: number | undefined;
  /** The records that are known to be layers of an image of the engine, whatever BuildKit calls shared. */
  readonly imageLayers: ReadonlySet<string>;
}

export function makeStatus(facts: StatusFacts): CacheStatus {
  const { records, builder, source, use, recipes, now, freeBytes } = facts;
  const future = forecast({ records, rules: builder.rules, now, freeBytes });
  const mounts = groupMounts(records, { use, recipes, future });
  const owners = layerOwners(records, use.traces);
  const projects = [...new Set(use.targets.map(({ project }) => project))].sort();
  const usedBefore = new Set(use.traces.flatMap((trace) => trace.mounts));
  const unclaimed = mounts.filter((mount) => mount.projects.length === 0);
  const isOrphan = ({ key }: MountStatus): boolean => key !== undefined && usedBefore.has(key);
  return {
    schemaVersion: STATUS_SCHEMA_VERSION,
    takenAt: now,
    builder: { name: builder.name, driver: builder.driver, source },
    total: totalsOf(records, future),
    ...(builder.rules !== undefined && { rules: builder.rules }),
    ...nextCollection(facts, future),
    projects: projects.map((project) =>
      projectStatus(project, { records, use, mounts, owners, imageLayers: facts.imageLayers }),
    ),
    orphans: unclaimed.filter(isOrphan),
    foreignMounts: unclaimed.filter((mount) => !isOrphan(mount)),
  };
}

/** Without rules there is none, and what is known of one in part is not told as if it were all. */
function nextCollection(
  { records, builder }: StatusFacts,
  { next, unknown }: Forecast,
): Pick<CacheStatus, 'nextCollection' | 'nextCollectionUnknown'> {
  if (unknown.length > 0) return { nextCollectionUnknown: unknown };
  if (builder.rules === undefined || builder.rules.length === 0) return {};
  const gone = records.filter(({ id }) => next.has(id));
  return { nextCollection: { records: gone.length, ...measure(gone) } };
}

function totalsOf(records: readonly UsageRecord[], { countedBytes }: Forecast): Totals {
  const bytesOf = (some: readonly UsageRecord[]): number => measure(some).bytes ?? 0;
  const ofType = (type: string): number => bytesOf(records.filter((record) => record.type === type));
  const [bytes, mountBytes, layerBytes] = [bytesOf(records), ofType(MOUNT_TYPE), ofType(LAYER_TYPE)];
  return {
    bytes,
    records: records.length,
    unsized: measure(records).unsized,
    mountBytes,
    layerBytes,
    otherBytes: bytes - mountBytes - layerBytes,
    sharedBytes: bytesOf(records.filter(({ shared }) => shared)),
    countedBytes,
  };
}

interface Findings {
  readonly records: readonly UsageRecord[];
  readonly use: WorkspaceUse;
  readonly mounts: readonly MountStatus[];
  readonly owners: ReadonlyMap<string, string>;
  readonly imageLayers: ReadonlySet<string>;
}

function projectStatus(
  project: string,
  { records, use, mounts, owners, imageLayers }: Findings,
): ProjectStatus {
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
    layers: layerTotals(
      records.filter(({ id }) => owners.get(id) === project),
      imageLayers,
    ),
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

function layerTotals(layers: readonly UsageRecord[], imageLayers: ReadonlySet<string>): LayerTotals {
  const dangling = layers.filter(({ id, shared }) => !shared && !imageLayers.has(id));
  return {
    records: layers.length,
    ...measure(layers),
    danglingRecords: dangling.length,
    danglingBytes: measure(dangling).bytes,
    danglingUnsized: measure(dangling).unsized,
  };
}
