import { objectOf, readTarget, type Fields, type OwnTarget } from './project-file';
import { matchesStars } from './stars';

/**
 * What `targetDefaults` of nx.json say of a target: Nx lays them over what is inferred and under what the project
 * declares. The executor's entry wins over that of the name, and both over a pattern (`readTargetDefaultsForTarget` in
 * Nx's `utils/project-configuration`). Of a list (Nx 24), whose entries are for certain projects, all may apply.
 */
export function targetDefaults(nxJson: Fields, target: string, executor: string): readonly OwnTarget[] {
  const defaults = objectOf(nxJson['targetDefaults']);
  const value = defaults[executor] ?? defaults[target] ?? patternOf(defaults, target);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.map(objectOf).map((entry) => readTarget(isForOther(entry, executor) ? {} : entry));
}

/** Defaults that name an executor count for targets of that executor only. */
function isForOther({ executor, command }: Fields, ours: string): boolean {
  return (typeof executor === 'string' && executor !== ours) || typeof command === 'string';
}

/** The longest pattern that matches. */
function patternOf(defaults: Fields, target: string): unknown {
  const matching = Object.keys(defaults).filter((key) => key.includes('*') && matchesStars(key, target));
  return defaults[matching.sort((a, b) => b.length - a.length)[0] ?? ''];
}
