import { count } from '../text/count';
import { formatBytes } from '../timing/duration';
import { printable } from '../text/printable';
import type { KeepReason, Kept, PrunePlan, Removal } from './prune-plan';
import { columns } from '../text/columns';
import { wrapLine } from '../timing/wrap';
import { formatMeasured } from './sizes';
import { addUp } from './usage-record';

/** What a prune would do, or is about to do. Layers and images are many: they are summed up. */
export function renderPlan({ removals, kept }: PrunePlan, width: number): string {
  const mounts = removals.filter(({ kind }) => kind === 'mount');
  const rows = [
    ...mounts.map((each) => [
      'remove',
      `mount ${each.label}`,
      formatMeasured(each),
      each.project ?? 'orphan',
    ]),
    ...summed(removals, 'layer', 'not known to be in an image'),
    ...summed(removals, 'image', 'without a tag'),
    ...kept.filter(isWorthALine).map(keptRow),
    ...[...summedKept(kept)],
  ];
  const lines =
    removals.length === 0 ? ['nothing to remove'] : [`to remove: ${formatMeasured(addUp(removals))}`];
  return [...columns(rows, [2]), ...lines]
    .flatMap((line) => wrapLine(printable(line), width))
    .map((line) => `${line}\n`)
    .join('');
}

function summed(removals: readonly Removal[], kind: Removal['kind'], which: string): string[][] {
  const those = removals.filter((each) => each.kind === kind);
  if (those.length === 0) return [];
  const projects = [...new Set(those.flatMap(({ project }) => project ?? []))].sort();
  return [
    ['remove', `${count(those.length, kind)} ${which}`, formatMeasured(addUp(those)), projects.join(', ')],
  ];
}

function isWorthALine({ removal }: Kept): boolean {
  return removal.kind === 'mount';
}

function keptRow({ removal, reason }: Kept): string[] {
  return ['keep', `mount ${removal.label}`, formatMeasured(removal), reasonText(reason)];
}

/** Layers and images that stay, by reason. */
function summedKept(kept: readonly Kept[]): string[][] {
  const groups = new Map<string, Kept[]>();
  for (const each of kept.filter((one) => !isWorthALine(one))) {
    const name = `${each.removal.kind}s: ${reasonText(each.reason)}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    return [
      'keep',
      count(group.length, first?.removal.kind ?? ''),
      formatMeasured(addUp(group.map(({ removal }) => removal))),
      first === undefined ? '' : reasonText(first.reason),
    ];
  });
}

const REASON_TEXTS: {
  readonly [Kind in KeepReason['kind']]: (reason: Extract<KeepReason, { kind: Kind }>) => string;
} = {
  'other-projects': ({ projects }) => `used by ${projects.join(', ')} too (name it with --mount)`,
  'in-use': () => 'in use by a build that is running',
  'used-lately': () => 'used lately (--older-than)',
  'keep-storage': () => 'within --keep-storage',
  'built-upon': () => 'other layers are built upon it',
};

function reasonText(reason: KeepReason): string {
  // The table's key and its value belong to the same kind; TypeScript cannot follow that through a lookup.
  const text = REASON_TEXTS[reason.kind] as (reason: KeepReason) => string;
  return text(reason);
}

/** What a prune has done, as it was measured. */
export interface PruneResult {
  readonly removedRecords: number;
  readonly removedImages: number;
  /** As the builder and the engine tell it. */
  readonly freedBytes: number;
  /** How many of the records had no known size: what they took is not in `freedBytes`. */
  readonly unsized: number;
  /** The engine could not tell what its images take, so that what their removal freed is not in `freedBytes`. */
  readonly imagesUnmeasured: boolean;
  /** Sizes that buildx told are rounded to four digits. */
  readonly approximate: boolean;
  /** What was to go and is still there, because a build took it meanwhile. */
  readonly skipped: readonly { readonly label: string; readonly why: string }[];
}

export function renderResult({
  removedRecords,
  removedImages,
  freedBytes,
  unsized,
  imagesUnmeasured,
  approximate,
  skipped,
}: PruneResult): string {
  const images = removedImages > 0 ? ` and ${count(removedImages, 'image')}` : '';
  const unmeasured = imagesUnmeasured ? ' (without what the images took, which the engine cannot tell)' : '';
  const unknown = unsized > 0 ? ` (without ${unsized} of unknown size)` : '';
  const about = approximate ? 'about ' : '';
  return [
    `freed ${about}${formatBytes(freedBytes)}: ${count(removedRecords, 'record')}${unknown}${images}${unmeasured}`,
    ...skipped.map(({ label, why }) => `skipped: ${label} (${why})`),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}
