import type { Choice, Recipe } from '../recipes/recipe';
import { fillingWords, fillsCache, toolCall } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import { applicable } from './applicable';
import { decideCalls } from './decide-calls';
import type { CallInPlace } from './disablings';
import { isWindowsImage } from './known-images';
import { decline, type RunDecision } from './run-decision';
import { environmentsOf, type InvocationInPlace } from './script-environment';
import { baseImage, mentions, runsBefore, type RunSite, type Sites } from './sites';
import type { ScriptFinder } from './started-scripts';
import { surroundingsOf } from './surroundings';
import { variableCall, type Suspect } from './suspects';

/** What is the same for all RUNs of a file. */
export interface DecisionContext {
  readonly sites: Sites;
  readonly recipe: Recipe;
  /** See `configurationFinder`. */
  readonly configurationOf: (site: RunSite) => Suspect | undefined;
  /** A call that works from the cache alone: what an earlier RUN has downloaded has to be in the image. */
  readonly offlineCall: string | undefined;
  /** Files of the project, by name. */
  readonly files: ReadonlyMap<string, string>;
  readonly scripts: ScriptFinder;
}

/** Decides for one RUN and one recipe. Declines whenever it is not certain. */
export function decideRun(context: DecisionContext, site: RunSite): RunDecision {
  const { sites, recipe } = context;
  const driver = recipe.call.drivers !== undefined && mentions(site, recipe.call.drivers);
  if (!driver && !mentions(site, recipe.call.word)) return UNCONCERNED;
  const commands = site.commands();
  if (!commands.ok)
    return seemsToFill(recipe, site)
      ? ((commands.reason === 'script-unreadable' ? windowsShell(sites, site) : undefined) ??
          decline(commands.reason, commands.detail))
      : UNCONCERNED;
  const surroundings = surroundingsOf(sites, site);
  const script = environmentsOf(commands.invocations, surroundings.environment);
  const applying = applicable(recipe, fillingCalls(recipe, script, usedBefore(sites, site, recipe)), {
    files: context.files,
    dockerfile: sites.dockerfile.text,
  });
  if (!Array.isArray(applying)) return applying;
  if (applying.length === 0) return variableCalls(recipe, script);
  const image = baseImage(sites.stages, site.stage);
  const calls = applying.filter((call) => !isSubstituted(call));
  return (
    whyNot(context, site, { calls, script, image }) ??
    decideCalls(recipe, { sites, site, calls, script, surroundings, image, scripts: context.scripts })
  );
}

/** Scripts for the shells of Windows are not read: that they are no shell scripts says nothing to anybody. */
function windowsShell({ stages }: Sites, { stage, run }: RunSite): RunDecision | undefined {
  const image = baseImage(stages, stage);
  if (image !== undefined && isWindowsImage(image)) return decline('windows-image', image);
  const [program] = /^(?:powershell|pwsh|cmd)(?:\.exe)?(?=\s)/i.exec(run.args.text.trimStart()) ?? [];
  return program === undefined ? undefined : decline('shell-not-posix', program);
}

interface FoundCalls {
  readonly calls: readonly CallInPlace[];
  readonly script: readonly InvocationInPlace[];
  readonly image: string | undefined;
}

/** What speaks against a mount before it is asked where the cache is. */
function whyNot(
  { recipe, configurationOf, offlineCall }: DecisionContext,
  site: RunSite,
  { calls, script, image }: FoundCalls,
): RunDecision | undefined {
  if (image !== undefined && isWindowsImage(image)) return decline('windows-image', image);
  if (calls.length === 0) return decline('inside-substitution');
  if (offlineCall !== undefined) return decline('offline-call', offlineCall);
  if (recipe.needs.option !== undefined && site.run.json !== undefined) return decline('nested-quoting');
  const suspect = configurationOf(site) ?? variableSuspect(recipe, script);
  return suspect && decline(suspect.reason, suspect.detail);
}

const UNCONCERNED: RunDecision = { kind: 'unconcerned' };

/** The calls of the tool that fill the cache, and those of programs that are likely to call it, where it is in use. */
function fillingCalls(
  recipe: Recipe,
  script: readonly InvocationInPlace[],
  isInUse: () => boolean,
): CallInPlace[] {
  return script.flatMap((place) => {
    const { invocation } = place;
    const call = toolCall(recipe, invocation);
    if (call?.effect === 'fills') return [{ call, place }];
    const name = programName(invocation.words[0]) ?? '';
    if (call !== undefined || recipe.call.drivers?.test(name) !== true) return [];
    if (!isChosen(recipe, place) && !isInUse()) return [];
    return [{ call: { invocation, effect: 'fills', arguments: [] }, place }];
  });
}

/**
 * Whether a call of a driver is told to call the tool.
 */
function isChosen({ call: { chosenBy } }: Recipe, { invocation, environment }: InvocationInPlace): boolean {
  if (chosenBy === undefined) return false;
  if (namesTool(chosenBy, invocation)) return true;
  return chosenBy.variables.some((name) => {
    const variable = environment.variable(name);
    return variable.kind === 'set' && chosenBy.names.test(variable.value);
  });
}

function namesTool({ names }: Choice, { words }: Invocation): boolean {
  return words.some(({ text }) => names.test(text));
}

/** Whether a RUN before this one fills the cache, or tells a driver to. */
function usedBefore(sites: Sites, site: RunSite, recipe: Recipe): () => boolean {
  return () =>
    runsBefore(sites, site).some((earlier) => {
      if (!mentions(earlier, recipe.call.word)) return false;
      const read = earlier.commands();
      return read.ok && read.invocations.some((invocation) => isUse(recipe, invocation));
    });
}

function isUse(recipe: Recipe, invocation: Invocation): boolean {
  if (fillsCache(recipe, invocation)) return true;
  const { chosenBy, drivers } = recipe.call;
  const isDriver = drivers?.test(programName(invocation.words[0]) ?? '') === true;
  return isDriver && chosenBy !== undefined && namesTool(chosenBy, invocation);
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
  const subcommands = fillingWords(call)?.join('|');
  if (subcommands === undefined) return call.word.test(text);
  return new RegExp(`\\b${tool}[\\w.-]*(?:["',\\s]+[-\\w]+)*?["',\\s]+(?:${subcommands})\\b`).test(text);
}
