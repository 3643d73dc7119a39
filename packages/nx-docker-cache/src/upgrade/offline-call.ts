import type { Recipe } from '../recipes/recipe';
import { fillsCache, isOption, toolCall } from '../recipes/tool-call';
import { mentions, type RunSite, type Sites } from './sites';

/**
 * A call of the tool that works from its cache alone. Wherever it stands: what the other RUNs download has to stay in the
 * image for it, because a mount may be empty at any time.
 */
export function offlineCall({ runs }: Sites, recipe: Recipe): string | undefined {
  for (const site of runs.flat()) {
    if (!mentions(site, recipe.call.word)) continue;
    const found = withoutNetwork(recipe, site) ?? callIn(recipe, site) ?? variableIn(recipe, site);
    if (found !== undefined) return `line ${site.run.startLine}: ${found}`;
  }
  return undefined;
}

export function isWithoutNetwork({ run }: RunSite): boolean {
  return run.flags.some(({ name, value }) => name === 'network' && value === 'none');
}

function withoutNetwork(recipe: Recipe, site: RunSite): string | undefined {
  if (!isWithoutNetwork(site)) return undefined;
  const read = site.commands();
  const fills = read.ok && read.invocations.some((each) => fillsCache(recipe, each));
  return fills ? '--network=none' : undefined;
}

function callIn(recipe: Recipe, { commands }: RunSite): string | undefined {
  const read = commands();
  if (!read.ok) return undefined;
  for (const invocation of read.invocations) {
    const call = toolCall(recipe, invocation);
    const word = call?.arguments.find(({ value = '' }) =>
      recipe.offline.options.some((option) => isOption(option, value)),
    );
    if (word !== undefined) return word.text;
    const setting = invocation.environment.find(({ name, value }) =>
      recipe.offline.variables.some((known) => known.name === name && known.disables(value?.value ?? '')),
    );
    if (call !== undefined && setting !== undefined) return setting.name;
  }
  return undefined;
}

function variableIn({ offline }: Recipe, { scope }: RunSite): string | undefined {
  return offline.variables.find(({ name, disables }) => {
    const value = scope.variable(name)?.value;
    return value?.kind === 'known' && disables(value.value);
  })?.name;
}

/** Whether a script or a Makefile has a call of the tool that works offline, or switches the network off for all of them. */
export function isOfflineText({ call, offline }: Recipe, text: string): boolean {
  const isOffline = (word: string): boolean => offline.options.some((option) => isOption(option, word));
  const inCall = text
    .split('\n')
    .some((line) => call.word.test(line) && line.split(/[\s"']+/).some(isOffline));
  return (
    inCall ||
    offline.variables.some(({ name, disables }) =>
      [...text.matchAll(new RegExp(`\\b${name}\\s*[:?]?=\\s*["']?([\\w.-]*)`, 'g'))].some(([, value = '']) =>
        disables(value),
      ),
    )
  );
}
