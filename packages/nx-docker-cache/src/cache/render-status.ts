import { formatBytes, formatDuration, togetherText } from '../timing/duration';
import { percent } from '../timing/percent';
import { printable } from '../text/printable';
import { formatAge, formatAgeBetween, formatAhead } from './ages';
import type { Fate } from './forecast';
import type { GcRule } from './gc-policy';
import type { CacheStatus, MountStatus, ProjectStatus } from './status';
import { columns } from '../text/columns';
import { count } from '../text/count';
import { wrapLine } from '../timing/wrap';
import { formatMeasured } from './sizes';
import { addUp, type Moment } from './usage-record';
import type { LastBuild } from './workspace-use';

/** The status for people. `projects`: only these, without the rest of the workspace; empty for all of it. */
export function renderStatus(status: CacheStatus, width: number, projects: readonly string[] = []): string {
  const isWhole = projects.length === 0;
  const shown = status.projects.filter(({ project }) => isWhole || projects.includes(project));
  return [
    ...builderLines(status),
    ...shown.flatMap((each) => ['', ...projectLines(each, status)]),
    ...(isWhole ? unclaimedLines(status) : []),
  ]
    .flatMap((line) => wrapLine(printable(line), width))
    .map((line) => `${line}\n`)
    .join('');
}

function builderLines(status: CacheStatus): string[] {
  const { builder, total, rules } = status;
  const approximate = builder.source === 'buildx' ? ' (as buildx tells it, with four digits)' : '';
  const limit = smallestLimit(rules);
  const counted =
    limit === undefined
      ? ''
      : `, ${total.unsized > 0 ? 'at least ' : ''}${formatBytes(total.countedBytes)} counted of ${formatBytes(limit)}`;
  return [
    `builder ${builder.name} (${builder.driver}): ${formatMeasured(total)}${counted}${approximate}`,
    `  mounts ${formatBytes(total.mountBytes)}, layers ${formatBytes(total.layerBytes)}, other ${formatBytes(total.otherBytes)}; ` +
      `${formatBytes(total.sharedBytes)} of it counted as part of images`,
    `  next collection: ${nextCollectionText(status)}`,
    ...(rules ?? []).map((rule, number) => `  rule ${number}: ${ruleText(rule)}`),
  ];
}

/** Of the rules for everything. */
function smallestLimit(rules: readonly GcRule[] = []): number | undefined {
  const limits = rules.flatMap(({ filters, maxUsedBytes }) =>
    filters.length > 0 ? [] : (maxUsedBytes ?? []),
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function nextCollectionText({ nextCollection, nextCollectionUnknown = [] }: CacheStatus): string {
  if (nextCollection === undefined)
    return nextCollectionUnknown.length > 0
      ? `unknown: ${nextCollectionUnknown.join('; ')}`
      : 'never: the builder has no rule';
  const { records } = nextCollection;
  return records === 0
    ? 'deletes nothing (it starts within a minute after a build)'
    : `deletes ${count(records, 'record')}, ${formatMeasured(nextCollection)} (it starts within a minute after a build)`;
}

function ruleText({ all, filters, keepMs, reservedBytes, maxUsedBytes, minFreeBytes }: GcRule): string {
  const what =
    filters.length > 0 ? filters.join(' or ') : all ? "everything, images' layers too" : 'everything';
  const bounds = [
    keepMs === undefined ? '' : `not used for ${formatSpan(keepMs)}`,
    maxUsedBytes === undefined ? '' : `above ${formatBytes(maxUsedBytes)}`,
    minFreeBytes === undefined ? '' : `or with less than ${formatBytes(minFreeBytes)} of the disk free`,
    reservedBytes === undefined ? '' : `down to ${formatBytes(reservedBytes)}`,
  ].filter((bound) => bound !== '');
  return `deletes ${what}${bounds.length > 0 ? `, ${bounds.join(', ')}` : ''}`;
}

function formatSpan(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours)} hours`;
}

function projectLines(project: ProjectStatus, status: CacheStatus): string[] {
  const { layers, lastBuild, absentMounts, problems } = project;
  const dangling =
    layers.danglingRecords > 0
      ? `; ${layers.danglingRecords} of them, ${formatMeasured({ bytes: layers.danglingBytes, unsized: layers.danglingUnsized })}, not known to be in an image`
      : '';
  return [
    `${project.project}: ${lastBuildText(lastBuild, status.takenAt)}`,
    ...indented(mountRows(project.mounts, status, project.project)),
    ...absentMounts.map(
      ({ key, tool }) =>
        `  ${key.replace(/^\//, '')}${tool === undefined ? '' : ` (${tool})`}: not in the builder`,
    ),
    ...(layers.records > 0
      ? [`  layers of recorded builds: ${layers.records}, ${formatMeasured(layers)}${dangling}`]
      : []),
    ...problems.map((problem) => `  note: ${problem}`),
  ];
}

function lastBuildText(build: LastBuild | undefined, now: number): string {
  if (build === undefined) return 'no recorded build';
  const { endedAt, outcome, cachedSteps, totalSteps, wallMs } = build;
  const share = totalSteps > 0 ? ` (${percent(cachedSteps, totalSteps)})` : '';
  const result = outcome === 'success' ? '' : `, ${outcome}`;
  return `last build ${formatAge(now - endedAt)} in ${formatDuration(wallMs)}${togetherText(build)}, ${cachedSteps} of ${totalSteps} steps cached${share}${result}`;
}

function mountRows(mounts: readonly MountStatus[], { takenAt }: CacheStatus, project?: string): string[] {
  return columns(
    mounts.map((mount) => [
      mount.id,
      mount.tool ?? '',
      formatMeasured(mount),
      mount.lastUsed === undefined
        ? ''
        : mount.inUse
          ? 'in use'
          : `used ${momentText(mount.lastUsed, takenAt)}`,
      // What a narrow terminal has on the next line stands last.
      mount.records.length > 1 ? `${mount.records.length} copies` : '',
      sharing(mount, project),
      fateText(mount.fate, takenAt),
      mount.createdAt === undefined ? '' : `made ${formatAge(takenAt - mount.createdAt)}`,
    ]),
    [2],
  );
}

/** There may be a hundred: `--json` has them all. */
const MOST_FOREIGN = 10;

function largestRows(mounts: readonly MountStatus[], status: CacheStatus): string[] {
  const sorted = [...mounts].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  const more = sorted.slice(MOST_FOREIGN);
  return [
    ...mountRows(sorted.slice(0, MOST_FOREIGN), status),
    ...(more.length === 0
      ? []
      : [`and ${more.length} more, ${formatMeasured(addUp(more))} (--json has them all)`]),
  ];
}

function momentText({ earliest, latest }: Moment, now: number): string {
  return formatAgeBetween(now - latest, now - earliest);
}

function sharing({ projects }: MountStatus, project: string | undefined): string {
  const others = projects.filter((each) => each !== project);
  return others.length === 0 || project === undefined ? '' : `shared with ${others.join(', ')}`;
}

const FATE_TEXTS: {
  readonly [Kind in Fate['kind']]: (fate: Extract<Fate, { kind: Kind }>, now: number) => string;
} = {
  'next-collection': ({ rule }) => `goes at the next collection (rule ${rule})`,
  after: ({ at, rule }, now) => `goes if not used within ${formatAhead(at - now)} (rule ${rule})`,
  above: ({ bytes, freeBytes, rule }) =>
    `safe below ${formatBytes(bytes)} in all${freeBytes === undefined ? '' : ` while ${formatBytes(freeBytes)} of the disk are free`} (rule ${rule})`,
  'low-disk': ({ freeBytes, rule }) =>
    `safe while ${formatBytes(freeBytes)} of the disk are free (rule ${rule})`,
  kept: () => 'never collected',
  unknown: ({ why }) => `collection unknown: ${why}`,
};

function fateText(fate: Fate, now: number): string {
  // The table's key and its value belong to the same kind; TypeScript cannot follow that through a lookup.
  const text = FATE_TEXTS[fate.kind] as (fate: Fate, now: number) => string;
  return text(fate, now);
}

function unclaimedLines(status: CacheStatus): string[] {
  const { orphans, foreignMounts } = status;
  return [
    ...(orphans.length === 0
      ? []
      : [
          '',
          'orphans (used by builds of this workspace, named by no Dockerfile any more):',
          ...indented(mountRows(orphans, status)),
        ]),
    ...(foreignMounts.length === 0
      ? []
      : [
          '',
          `mounts of others: ${foreignMounts.length}, ${formatMeasured(addUp(foreignMounts))}`,
          ...indented(largestRows(foreignMounts, status)),
        ]),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
