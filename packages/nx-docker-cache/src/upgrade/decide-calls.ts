import type { CacheFolder, Recipe } from '../recipes/recipe';
import { foreignContent } from './cache-content';
import type { CacheTarget } from './cache-target';
import { environmentOfCall, neededMount, runsAsRoot, targetOf } from './call-target';
import { hiddenDisabling, scriptChanges, type CallInPlace } from './disablings';
import { mountIdentity } from './mount-id';
import { foldersAbove, intruderAbove } from './parent-folder';
import { mountableCaches } from './renewal';
import { decline, type Decline, type NeededMount, type RunDecision } from './run-decision';
import { runTimeUse } from './run-time-use';
import type { ScriptChange } from './script-change';
import type { InvocationInPlace } from './script-environment';
import { runsBefore, type RunSite, type Sites } from './sites';
import type { ScriptFinder } from './started-scripts';
import type { Surroundings } from './surroundings';
import { findWipes, type WipeTarget } from './wipes';

/** The calls of a RUN that fill the cache, and what is around them. */
export interface CallsOfRun {
  readonly sites: Sites;
  readonly site: RunSite;
  readonly calls: readonly CallInPlace[];
  readonly script: readonly InvocationInPlace[];
  readonly surroundings: Surroundings;
  readonly image: string | undefined;
  readonly scripts: ScriptFinder;
}

/** Decides for a RUN whose commands are known: all of its calls can be served, or none. */
export function decideCalls(recipe: Recipe, run: CallsOfRun): RunDecision {
  const { sites, site, calls, script, surroundings } = run;
  const caches = mountableCaches(recipe, run);
  if (caches.length === 0) return { kind: 'unconcerned' };
  const served: ServedCall[] = [];
  for (const call of calls) {
    const result = serveCall(recipe, caches, run, call);
    if (result.kind === 'declined') return result;
    served.push(result);
  }
  const mounts = [
    ...new Map(served.flatMap((call) => call.mounts.map((mount) => [mount.target, mount]))).values(),
  ];
  const targets = served.flatMap((call) => call.targets);
  const intruder = intruderAbove(recipe, mounts, surroundings, run);
  if (intruder !== undefined) return decline('parent-not-writable', intruder);
  const obstacle = mounts.length > 0 ? obstacleTo(run, recipe, targets) : undefined;
  if (obstacle !== undefined) return obstacle;
  const wipes = findWipes({
    recipe,
    script,
    targets,
    foldersOf: (call) => foldersOf(caches, run, call),
    earlier: () => earlierCommands(sites, site),
  });
  if (!wipes.ok) return decline(wipes.reason, wipes.detail);
  return {
    kind: 'upgrade',
    mounts,
    folders: foldersAbove(mounts, surroundings),
    changes: unique([...served.flatMap((call) => call.changes), ...wipes.removals]),
    variables: disablingVariables(recipe, site, calls),
  };
}

/** Where a call has its caches. */
function foldersOf(
  caches: readonly CacheFolder[],
  run: CallsOfRun,
  call: CallInPlace,
): readonly string[] | Decline {
  const targets = targetsOf(caches, run, call);
  return 'kind' in targets ? targets : targets.flatMap(({ target }) => target.paths);
}

function targetsOf(
  caches: readonly CacheFolder[],
  { site, surroundings, image }: CallsOfRun,
  call: CallInPlace,
): readonly { readonly cache: CacheFolder; readonly target: KnownTarget }[] | Decline {
  const environment = environmentOfCall(call, surroundings, caches);
  if ('kind' in environment) return environment;
  const isRoot = runsAsRoot(call, surroundings);
  const { user } = surroundings;
  const accountHome = isRoot ? '/root' : surroundings.accountHome;
  const targets: { cache: CacheFolder; target: KnownTarget }[] = [];
  for (const cache of caches) {
    const target = targetOf(site, cache, call, { environment, image, isRoot, accountHome, user });
    if (!target.ok) return decline(target.reason, target.detail);
    targets.push({ cache, target });
  }
  return targets;
}

type KnownTarget = Extract<CacheTarget, { readonly ok: true }>;

/** All commands of the RUNs before; undefined where one of them cannot be read. */
function earlierCommands(sites: Sites, site: RunSite): Pick<InvocationInPlace, 'invocation'>[] | undefined {
  const read = runsBefore(sites, site).map(({ commands }) => commands());
  return read.every((each) => each.ok)
    ? read.flatMap(({ invocations }) => invocations.map((invocation) => ({ invocation })))
    : undefined;
}

/** What a call needs. */
interface ServedCall {
  readonly kind: 'served';
  readonly mounts: readonly NeededMount[];
  readonly targets: readonly WipeTarget[];
  readonly changes: readonly ScriptChange[];
}

function serveCall(
  recipe: Recipe,
  caches: readonly CacheFolder[],
  run: CallsOfRun,
  call: CallInPlace,
): ServedCall | Decline {
  const { sites, site, surroundings } = run;
  const hidden = hiddenDisabling(recipe, call);
  if (hidden !== undefined) return decline('flag-in-variable', hidden.text);
  const found = targetsOf(caches, run, call);
  // The preparation is a RUN of its own, as the user of the stage: without `sudo` it would fail.
  const { runsAs, words } = call.place.invocation;
  if (recipe.needs.preparation !== undefined && runsAs !== 'caller' && surroundings.user.kind !== 'root')
    return decline('runs-as-other-user', words.map(({ text }) => text).join(' '));
  const changed = scriptChanges(recipe, call);
  if (!changed.ok) return decline(changed.reason);
  if ('kind' in found) return found;
  const mounts: NeededMount[] = [];
  const targets: WipeTarget[] = [];
  for (const { cache, target } of found) {
    for (const path of target.paths) {
      const mount = neededMount(site, path, call, surroundings);
      if (mount !== undefined && 'kind' in mount) return mount;
      targets.push({ path, folder: target.folder });
      const identity = mountIdentity(sites, site, recipe, cache, path);
      if (mount !== undefined)
        mounts.push({ ...mount, sharing: cache.sharing, identity, holds: cache.holds });
    }
  }
  return { kind: 'served', mounts, targets, changes: changed.changes };
}

/** What elsewhere in the file speaks against a mount: content that it would hide, or that is needed from the image. */
function obstacleTo(
  { sites, site, scripts }: CallsOfRun,
  recipe: Recipe,
  targets: readonly WipeTarget[],
): Decline | undefined {
  const isStore = recipe.caches.some((cache) => cache.isStore);
  for (const { path } of targets) {
    const foreign = foreignContent(sites, site, recipe, { folder: path, scripts });
    if (foreign !== undefined) return foreign;
  }
  const use = isStore ? runTimeUse(sites, site, recipe) : undefined;
  return use === undefined ? undefined : decline('needed-at-run-time', use);
}

function unique(changes: readonly ScriptChange[]): ScriptChange[] {
  const key = (change: ScriptChange): string =>
    change.kind === 'command'
      ? `command ${change.command.range.start}`
      : `${change.kind} ${change.range.start}`;
  return [...new Map(changes.map((change) => [key(change), change])).values()];
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
