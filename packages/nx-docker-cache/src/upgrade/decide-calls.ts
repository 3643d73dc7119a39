import type { Recipe } from '../recipes/recipe';
import { environmentOfCall, neededMount, targetOf } from './call-target';
import { hiddenDisabling, scriptDisablings, type CallInPlace } from './disablings';
import { intruderAbove } from './parent-folder';
import type { Removal } from './removal';
import { decline, type NeededMount, type RunDecision } from './run-decision';
import type { InvocationInPlace } from './script-environment';
import type { RunSite } from './sites';
import type { Surroundings } from './surroundings';
import { findWipes } from './wipes';

/** The calls of a RUN that fill the cache, and what is around them. */
export interface CallsOfRun {
  readonly calls: readonly CallInPlace[];
  readonly script: readonly InvocationInPlace[];
  readonly surroundings: Surroundings;
  readonly image: string | undefined;
}

/** Decides for a RUN whose commands are known: all of its calls can be served, or none. */
export function decideCalls(
  site: RunSite,
  recipe: Recipe,
  { calls, script, surroundings, image }: CallsOfRun,
): RunDecision {
  const targets = new Set<string>();
  const mounts = new Map<string, NeededMount>();
  const removals: Removal[] = [];
  for (const call of calls) {
    const hidden = hiddenDisabling(recipe, call);
    if (hidden !== undefined) return decline('flag-in-variable', hidden.text);
    const environment = environmentOfCall(call, surroundings);
    if ('kind' in environment) return environment;
    const disablings = scriptDisablings(recipe, call);
    if (!disablings.ok) return decline(disablings.reason, disablings.detail);
    removals.push(...disablings.removals);
    for (const cache of recipe.caches) {
      const target = targetOf(site, cache, call, { environment, user: surroundings.user, image });
      if (!target.ok) return decline(target.reason, target.detail);
      const mount = neededMount(site, target.path, call, surroundings);
      if (mount !== undefined && 'kind' in mount) return mount;
      targets.add(target.path);
      if (mount !== undefined) mounts.set(target.path, mount);
    }
  }
  const intruder = intruderAbove([...mounts.values()], surroundings, script);
  if (intruder !== undefined) return decline('parent-not-writable', intruder);
  const wipes = findWipes(recipe, script, [...targets]);
  if (!wipes.ok) return decline(wipes.reason, wipes.detail);
  return {
    kind: 'upgrade',
    mounts: [...mounts.values()],
    removals: unique([...removals, ...wipes.removals]),
    variables: disablingVariables(recipe, site, calls),
  };
}

function unique(removals: readonly Removal[]): Removal[] {
  const key = (removal: Removal): string =>
    removal.kind === 'word' ? `${removal.range.start}` : `command ${removal.command.range.start}`;
  return [...new Map(removals.map((removal) => [key(removal), removal])).values()];
}

/** Variables that the Dockerfile sets; those that the script sets are removed there. */
function disablingVariables(
  { disabledBy }: Recipe,
  { scope }: RunSite,
  calls: readonly CallInPlace[],
): string[] {
  return disabledBy.variables.flatMap(({ name, disables }) => {
    const variable = scope.variable(name);
    if (variable === undefined || calls.every(({ place }) => place.invocation.runsAs !== 'caller')) return [];
    if (variable.value.kind === 'known') return disables(variable.value.value) ? [name] : [];
    return variable.origin === 'env' ? [name] : [];
  });
}
