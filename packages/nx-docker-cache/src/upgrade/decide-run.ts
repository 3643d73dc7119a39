import type { Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import { decideCalls } from './decide-calls';
import type { CallInPlace } from './disablings';
import { isWindowsImage } from './known-images';
import { decline, type RunDecision } from './run-decision';
import { environmentsOf, type InvocationInPlace } from './script-environment';
import { baseImage, mentions, type RunSite, type Sites } from './sites';
import { surroundingsOf } from './surroundings';
import { variableCall, type Suspect } from './suspects';

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

const UNCONCERNED: RunDecision = { kind: 'unconcerned' };

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
