import type { SentFiles } from '../context/project-files';
import type { Recipe } from '../recipes/recipe';
import { decideRun, type DecisionContext } from './decide-run';
import { decline, type RunDecision, type Upgrade } from './run-decision';
import { declarationsFor, reachedBy, usedElsewhere, type Declaration } from './declared-variables';
import type { Declined } from './reasons';
import type { RunSite, Sites } from './sites';
import { offlineCall } from './offline-call';
import { oldFrontend } from './old-frontend';
import { scriptFinder, type ScriptFinder } from './started-scripts';
import { unservedUse, useOf } from './store-users';
import { configurationFinder } from './suspects';

/** A RUN that is to be upgraded. */
export interface DecidedRun {
  readonly site: RunSite;
  readonly upgrade: Upgrade;
}

/** What is to be done in a file for one recipe. */
export interface Decisions {
  /** Those with something to add or remove. */
  readonly runs: readonly DecidedRun[];
  /** The ENV and ARG variables that go. */
  readonly gone: readonly Declaration[];
  readonly declined: readonly Declined[];
  readonly satisfied: readonly number[];
}

export interface DecisionOptions {
  readonly onbuild?: boolean;
  readonly leave?: ReadonlySet<number>;
  /** Files of the project by name, of those that recipes ask for. */
  readonly files?: ReadonlyMap<string, string>;
  /** The build context: scripts in it can be read. */
  readonly context?: SentFiles;
}

/** Decides for every RUN of a file, and then for the variables that they share. */
export function decideRuns(sites: Sites, recipe: Recipe, options: DecisionOptions): Decisions {
  const decisions = new Map<RunSite, RunDecision>();
  const scripts = scriptFinder(sites, options.context);
  const context = {
    scripts,
    sites,
    recipe,
    configurationOf: configurationFinder(sites, recipe),
    offlineCall: offlineCall(sites, recipe),
    files: options.files ?? new Map<string, string>(),
  };
  for (const site of sites.runs.flat())
    decisions.set(site, restricted(sites, site, decideRun(context, site), options));
  if (recipe.caches.some(({ isStore }) => isStore)) {
    declineUnserved(context, decisions);
    keepStoresWhole(decisions);
  }
  const gone = settleVariables(context, decisions, options);
  const entries = [...decisions];
  const upgrades = entries.flatMap(([site, decision]): DecidedRun[] =>
    decision.kind === 'upgrade' ? [{ site, upgrade: decision }] : [],
  );
  return {
    gone,
    runs: upgrades.filter(({ upgrade }) => upgrade.mounts.length + upgrade.changes.length > 0),
    satisfied: upgrades
      .filter(
        ({ upgrade }) => upgrade.mounts.length + upgrade.changes.length + upgrade.variables.length === 0,
      )
      .map(({ site }) => site.run.startLine),
    declined: entries.flatMap(([site, decision]): Declined[] =>
      decision.kind === 'declined'
        ? [
            {
              tool: recipe.tool,
              aspect: 'mount',
              reason: decision.reason,
              detail: decision.detail,
              line: site.run.startLine,
            },
          ]
        : [],
    ),
  };
}

/** Packages that a script needs later, without a mount or without a network, have to be in the image for it. */
function declineUnserved(
  { sites, recipe, scripts }: DecisionContext,
  decisions: Map<RunSite, RunDecision>,
): void {
  for (const [site, upgrade] of decisions) {
    if (upgrade.kind !== 'upgrade' || upgrade.mounts.length === 0) continue;
    const unserved = unservedUse(sites, recipe, { site, upgrade, decisions, scripts });
    if (unserved !== undefined) decisions.set(site, unserved);
  }
}

/** Packages that one RUN keeps in the image and another in a mount would be missing for one of them. */
function keepStoresWhole(decisions: Map<RunSite, RunDecision>): void {
  const other = [...decisions].find(([, { kind }]) => kind === 'declined');
  if (other === undefined) return;
  const detail = `line ${other[0].run.startLine}`;
  for (const [site, decision] of decisions)
    if (decision.kind === 'upgrade') decisions.set(site, decline('store-divided', detail));
}

/** What the file as a whole and the options forbid, whatever the RUN itself looks like. */
function restricted(
  sites: Sites,
  site: RunSite,
  decision: RunDecision,
  options: DecisionOptions,
): RunDecision {
  if (decision.kind !== 'upgrade') return decision;
  if (options.leave?.has(site.run.startLine) === true) return decline('edit-not-verified');
  if (site.isTrigger && options.onbuild !== true) return decline('onbuild-not-asked');
  const frontend = oldFrontend(sites.dockerfile, 'mounts');
  return frontend === undefined ? decision : decline('syntax-too-old', frontend);
}

/**
 * Finds the declarations that go, and turns RUNs that depend on one that cannot go into declined ones, until nothing
 * changes any more. A variable stays when a RUN without a mount needs it (its layer would grow), or when it is used.
 */
function settleVariables(
  { sites, recipe, scripts }: DecisionContext,
  decisions: Map<RunSite, RunDecision>,
  options: DecisionOptions,
): Declaration[] {
  const needOf = (site: RunSite): Need | undefined => {
    const kind = decisions.get(site)?.kind;
    return kind === 'declined'
      ? 'is needed'
      : kind === 'unconcerned'
        ? needOfScripts(recipe, site, scripts)
        : undefined;
  };
  for (;;) {
    const wanted = [...decisions].flatMap(([site, decision]) =>
      decision.kind === 'upgrade'
        ? [
            {
              site,
              declarations: declarationsFor(sites, site, decision.variables),
              names: decision.variables,
            },
          ]
        : [],
    );
    const all = wanted.flatMap(({ declarations }) => declarations);
    const blocked = wanted.flatMap(({ site, declarations, names }) => {
      const detail = whyNeeded(sites, needOf, declarations, all, options);
      const hidden = names.find((name) => !declarations.some(({ pair }) => pair.name === name));
      const reason = detail ?? hidden;
      return reason === undefined ? [] : [{ site, reason }];
    });
    if (blocked.length === 0)
      return [...new Map(all.map((found) => [found.pair.range.start, found])).values()];
    for (const { site, reason } of blocked) decisions.set(site, decline('variable-needed', reason));
  }
}

/** How certain it is that a RUN without a mount needs the variable. */
type Need = 'is needed' | 'may be needed';

/** The scripts of a RUN that has no call of the tool itself. */
function needOfScripts(recipe: Recipe, site: RunSite, scripts: ScriptFinder): Need | undefined {
  if (scripts.namedBy(site).some((text) => recipe.call.word.test(text))) return 'is needed';
  const started = scripts.of(site);
  if (started.some((script) => useOf(recipe, script) === 'runs')) return 'is needed';
  // Most calls of make build what was downloaded.
  const isUnread = started.some(({ kind, text }) => kind === 'script' && text === undefined);
  return isUnread ? 'may be needed' : undefined;
}

function whyNeeded(
  sites: Sites,
  needOf: (site: RunSite) => Need | undefined,
  declarations: readonly Declaration[],
  all: readonly Declaration[],
  { leave }: DecisionOptions,
): string | undefined {
  for (const declaration of declarations) {
    const { name } = declaration.pair;
    if (usedElsewhere(sites.dockerfile, name, all)) return `$${name} is used`;
    if (leave?.has(declaration.instruction.startLine) === true)
      return `line ${declaration.instruction.startLine}`;
    for (const site of reachedBy(sites, declaration)) {
      const need = needOf(site);
      if (need !== undefined) return `${name} ${need} by line ${site.run.startLine}`;
    }
  }
  return undefined;
}
