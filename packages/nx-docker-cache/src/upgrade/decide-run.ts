import type { CacheFolder, Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import type { IdText } from './accounts';
import { cacheTarget, type CacheTarget } from './cache-target';
import { hiddenDisabling, scriptDisablings, type CallInPlace } from './disablings';
import { coverageOf, mountBelowSomeHome } from './existing-mounts';
import { isWindowsImage } from './known-images';
import type { DeclineReason } from './reasons';
import type { Removal } from './removal';
import type { RunUser } from './run-user';
import { environmentsOf, type CallEnvironment, type InvocationInPlace } from './script-environment';
import { baseImage, mentions, type RunSite, type Sites } from './sites';
import { surroundingsOf, type Surroundings } from './surroundings';
import { variableCall, type Suspect } from './suspects';
import { findWipes } from './wipes';

/** A cache mount that a RUN needs. */
export interface NeededMount {
  readonly target: string;
  readonly uid: IdText | undefined;
  readonly gid: IdText | undefined;
}

/** What is to be done with a RUN for one recipe. */
export type RunDecision =
  /** It does not use the tool in a way that fills the cache. */
  { readonly kind: 'unconcerned' } | Decline | Upgrade;

export interface Decline {
  readonly kind: 'declined';
  readonly reason: DeclineReason;
  readonly detail: string;
}

export interface Upgrade {
  readonly kind: 'upgrade';
  /** Those that are not there yet. */
  readonly mounts: readonly NeededMount[];
  /** All that the RUN needs, those that it has included. */
  readonly targets: readonly string[];
  readonly removals: readonly Removal[];
  /** The names of variables that ENV or ARG set and that switch the cache off here. */
  readonly variables: readonly string[];
}

const UNCONCERNED: RunDecision = { kind: 'unconcerned' };

function decline(reason: DeclineReason, detail = ''): Decline {
  return { kind: 'declined', reason, detail };
}

/** What is the same for all RUNs of a file. */
export interface DecisionContext {
  readonly sites: Sites;
  readonly recipe: Recipe;
  /** See `configurationFinder`. */
  readonly configurationOf: (site: RunSite) => Suspect | undefined;
}

/** Decides for one RUN and one recipe. Declines whenever it is not certain. */
export function decideRun({ sites, recipe, configurationOf }: DecisionContext, site: RunSite): RunDecision {
  if (!mentions(site, recipe.call.word)) return UNCONCERNED;
  const commands = site.commands();
  if (!commands.ok) {
    return seemsToFill(recipe, site) ? decline(commands.reason, commands.detail) : UNCONCERNED;
  }
  const surroundings = surroundingsOf(sites, site);
  const script = environmentsOf(commands.invocations, surroundings.environment);
  const calls = fillingCalls(recipe, script);
  if (calls.length === 0) return variableCalls(recipe, script);
  const image = baseImage(sites.stages, site.stage);
  if (image !== undefined && isWindowsImage(image)) return decline('windows-image', image);
  if (calls.every(isSubstituted)) return decline('inside-substitution');
  const suspect = configurationOf(site) ?? variableSuspect(recipe, script);
  if (suspect !== undefined) return decline(suspect.reason, suspect.detail);
  return decideCalls(site, recipe, {
    calls: calls.filter((call) => !isSubstituted(call)),
    script,
    surroundings,
    image,
  });
}

interface Case {
  readonly calls: readonly CallInPlace[];
  readonly script: readonly InvocationInPlace[];
  readonly surroundings: Surroundings;
  readonly image: string | undefined;
}

function decideCalls(
  site: RunSite,
  recipe: Recipe,
  { calls, script, surroundings, image }: Case,
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
  const wipes = findWipes(recipe, script, [...targets]);
  if (!wipes.ok) return decline(wipes.reason, wipes.detail);
  return {
    kind: 'upgrade',
    mounts: [...mounts.values()],
    targets: [...targets],
    removals: unique([...removals, ...wipes.removals]),
    variables: disablingVariables(recipe, site, calls),
  };
}

interface TargetCase {
  readonly environment: CallEnvironment;
  readonly user: RunUser;
  readonly image: string | undefined;
}

/** Where the home folder is not known, an existing mount tells; without one, it is the user that has to be named. */
function targetOf(
  site: RunSite,
  cache: CacheFolder,
  { call }: CallInPlace,
  { environment, user, image }: TargetCase,
): CacheTarget {
  const target = cacheTarget(cache, call, environment, image);
  if (target.ok || target.reason !== 'home-unknown' || cache.place.kind !== 'home') return target;
  const path = mountBelowSomeHome(site, cache.place.below);
  if (path !== undefined) return { ok: true, path };
  return user.kind === 'unknown' ? { ok: false, reason: 'user-unknown', detail: user.detail } : target;
}

function unique(removals: readonly Removal[]): Removal[] {
  const key = (removal: Removal): string =>
    removal.kind === 'word' ? `${removal.range.start}` : `command ${removal.command.range.start}`;
  return [...new Map(removals.map((removal) => [key(removal), removal])).values()];
}

function fillingCalls(recipe: Recipe, script: readonly InvocationInPlace[]): CallInPlace[] {
  return script.flatMap((place) => {
    const call = toolCall(recipe, place.invocation);
    return call?.effect === 'fills' ? [{ call, place }] : [];
  });
}

function isSubstituted({ place }: CallInPlace): boolean {
  return place.invocation.command.nesting.includes('substitution');
}

function variableSuspect(recipe: Recipe, script: readonly InvocationInPlace[]) {
  return script.map((place) => variableCall(recipe, place)).find((found) => found !== undefined);
}

function variableCalls(recipe: Recipe, script: readonly InvocationInPlace[]): RunDecision {
  const suspect = variableSuspect(recipe, script);
  return suspect === undefined ? UNCONCERNED : decline(suspect.reason, suspect.detail);
}

/** Whether the text of a RUN that cannot be read names the tool and one of its filling subcommands at all. */
function seemsToFill({ call, tool }: Recipe, { run }: RunSite): boolean {
  const text = [run.args.text, ...run.heredocs.map(({ content }) => content)].join('\n');
  const subcommands = call.fills.map(([first]) => first ?? tool).join('|');
  return new RegExp(`\\b${tool}[\\w.]*(?:["',\\s]+[-\\w]+)*?["',\\s]+(?:${subcommands})\\b`).test(text);
}

/** The environment that the call itself finds: `sudo` changes it. */
function environmentOfCall({ place }: CallInPlace, { user, home }: Surroundings): CallEnvironment | Decline {
  const { runsAs, words } = place.invocation;
  const otherUser = (): Decline => decline('runs-as-other-user', words.map(({ text }) => text).join(' '));
  switch (runsAs) {
    case 'caller':
      return place.environment;
    case 'root-with-own-home':
      return ROOT_ENVIRONMENT;
    case 'root':
      return user.kind === 'root' && !user.isAssumed && home === '/root' ? place.environment : otherUser();
    case 'other':
      return otherUser();
  }
}

const ROOT_ENVIRONMENT: CallEnvironment = {
  variable: (name) => (name === 'HOME' ? { kind: 'set', value: '/root' } : { kind: 'unset' }),
  isExported: () => false,
};

function neededMount(
  site: RunSite,
  target: string,
  { place }: CallInPlace,
  { user }: Surroundings,
): NeededMount | Decline | undefined {
  const coverage = coverageOf(site, target);
  if (coverage.kind === 'covered') return undefined;
  if (coverage.kind === 'blocked') return decline(coverage.reason, coverage.detail);
  if (user.kind === 'root' || place.invocation.runsAs !== 'caller')
    return { target, uid: undefined, gid: undefined };
  return user.kind === 'unknown'
    ? decline('user-unknown', user.detail)
    : { target, uid: user.uid, gid: user.gid };
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
