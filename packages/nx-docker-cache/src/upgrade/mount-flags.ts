import type { SharingMode } from '../dockerfile/mounts';
import type { Recipe } from '../recipes/recipe';
import { groupBy } from '../collections/group-by';
import { mountFlag } from './mount-flag';
import type { NeededMount } from './run-decision';
import type { RunSite } from './sites';
import type { RecipeRun } from './stage-additions';

/** A mount as it is to be written, and whose it is. */
export interface MountFlag {
  readonly recipe: Recipe;
  readonly text: string;
  /** What it keeps, for people. */
  readonly holds: string;
}

export interface FlagOptions {
  readonly id?: string;
  readonly sharing?: SharingMode;
  /** Other recipes take part in the upgrade: an id has to tell them apart. */
  readonly isShared: boolean;
}

/** The flags of each RUN: one a folder, also where two tools have the same one. */
export function flagsByRun(
  runs: readonly RecipeRun[],
  options: FlagOptions,
): ReadonlyMap<RunSite, readonly MountFlag[]> {
  const bySite = groupBy(runs, ({ run }) => run.site);
  return new Map([...bySite].map(([site, parts]) => [site, flagsOf(parts, options)]));
}

function flagsOf(parts: readonly RecipeRun[], options: FlagOptions): MountFlag[] {
  const byTarget = new Map<string, { recipe: Recipe; mount: NeededMount; index: number }>();
  for (const { recipe, run } of parts) {
    run.upgrade.mounts.forEach((mount, index) => {
      const other = byTarget.get(mount.target);
      if (other === undefined) byTarget.set(mount.target, { recipe, mount, index });
      else other.mount = { ...other.mount, sharing: stricter(other.mount.sharing, mount.sharing) };
    });
  }
  return [...byTarget.values()].map(({ recipe, mount, index }) => ({
    recipe,
    text: mountFlag(mount, { id: idOf(recipe, index, options), sharing: options.sharing }),
    holds: mount.holds,
  }));
}

const STRICTNESS = ['shared', 'private', 'locked'] as const;

function stricter(a: SharingMode, b: SharingMode): SharingMode {
  return STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b) ? a : b;
}

function idOf({ tool }: Recipe, index: number, { id, isShared }: FlagOptions): string | undefined {
  if (id === undefined) return undefined;
  const own = isShared ? `${id}-${tool}` : id;
  return index === 0 ? own : `${own}-${index + 1}`;
}
