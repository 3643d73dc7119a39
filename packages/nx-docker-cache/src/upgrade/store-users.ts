import type { Recipe } from '../recipes/recipe';
import { fillsCache } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import { hasMountsAt } from './existing-mounts';
import { isOfflineText, isWithoutNetwork } from './offline-call';
import { decline, type Decline, type RunDecision, type Upgrade } from './run-decision';
import { runsAfter, type RunSite, type Sites } from './sites';
import type { ScriptFinder, StartedScript } from './started-scripts';

/** Whether a script runs the tool, or something that is likely to; `unread`: nobody can tell. */
export function useOf(recipe: Recipe, { text, invocations }: StartedScript): 'runs' | 'unread' | undefined {
  if (text === undefined) return 'unread';
  if (invocations === undefined) return recipe.call.word.test(text) ? 'runs' : undefined;
  // A Makefile is a script of its own.
  const uses = (each: Invocation): boolean =>
    fillsCache(recipe, each) || (isDriver(recipe, each) && programName(each.words[0]) !== 'make');
  return invocations.some(uses) ? 'runs' : undefined;
}

/** Whether a command is a program that is likely to call the tool. */
export function isDriver({ call }: Recipe, { words }: Invocation): boolean {
  return call.drivers?.test(programName(words[0]) ?? '') === true;
}

/**
 * A later RUN that needs what this one downloads and does not find it: a script that runs the tool and has no mount, or one
 * that may find the mount empty and has no network.
 */
export function unservedUse(
  sites: Sites,
  recipe: Recipe,
  { site, upgrade, decisions, scripts }: StoreUser,
): Decline | undefined {
  for (const later of runsAfter(sites, site)) {
    const line = `line ${later.run.startLine}`;
    if (isWithoutNetwork(later) && mayUse(recipe, later, scripts))
      return decline('offline-call', `${line}: --network=none`);
    const started = scripts.of(later);
    const offline = started.find(({ text }) => text !== undefined && isOfflineText(recipe, text));
    if (offline !== undefined) return decline('offline-call', `${line}: ${offline.written}`);
    if (
      decisions.get(later)?.kind !== 'unconcerned' ||
      hasMountsAt(
        later,
        upgrade.mounts.map(({ target }) => target),
      )
    )
      continue;
    const user = started.find((script) => useOf(recipe, script) !== undefined);
    if (user !== undefined) return decline('store-divided', `${line}: ${user.written}`);
  }
  return undefined;
}

/** A RUN that fills a store, and what is decided for the others. */
interface StoreUser {
  readonly site: RunSite;
  readonly upgrade: Upgrade;
  readonly decisions: ReadonlyMap<RunSite, RunDecision>;
  readonly scripts: ScriptFinder;
}

function mayUse(recipe: Recipe, later: RunSite, scripts: ScriptFinder): boolean {
  const started = scripts.of(later);
  if (started.some((script) => useOf(recipe, script) !== undefined)) return true;
  const read = later.commands();
  return started.length === 0 && read.ok && read.invocations.some((each) => isDriver(recipe, each));
}
