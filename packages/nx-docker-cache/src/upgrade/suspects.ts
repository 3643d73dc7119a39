import type { Recipe } from '../recipes/recipe';
import { fillsCache, toolCall } from '../recipes/tool-call';
import { programName } from '../shell/invocation';
import type { DeclineReason } from './reasons';
import type { Invocation } from '../shell/invocation';
import type { InvocationInPlace } from './script-environment';
import { mentions, runsBefore, type RunSite, type Sites } from './sites';

export interface Suspect {
  readonly reason: DeclineReason;
  readonly detail: string;
}

/** A command that may well be a call of the tool, though it cannot be read as one: `$PIP install`, `$SUDO pip install`. */
export function variableCall(recipe: Recipe, { invocation }: InvocationInPlace): Suspect | undefined {
  const [program, ...rest] = invocation.words;
  if (program === undefined || programName(program) !== undefined) return undefined;
  const inner = toolCall(recipe, { ...invocation, words: rest });
  const named = { ...invocation, words: [{ ...program, ...textWord(recipe.tool) }, ...rest] };
  const python = { ...invocation, words: [{ ...program, ...textWord('python') }, ...rest] };
  const isSuspect =
    inner?.effect === 'fills' ||
    (new RegExp(recipe.tool, 'i').test(program.text) && fillsCache(recipe, named)) ||
    fillsCache(recipe, python);
  return isSuspect ? { reason: 'command-is-variable', detail: program.text } : undefined;
}

function textWord(text: string): {
  value: string;
  parts: readonly [{ readonly kind: 'text'; readonly text: string }];
} {
  return { value: text, parts: [{ kind: 'text', text }] };
}

/**
 * Finds a command, in a RUN or in those before it, that writes a setting of the tool's cache into its configuration:
 * `pip config set`, `echo … > pip.conf`. Every RUN is looked through once.
 */
export function configurationFinder(sites: Sites, recipe: Recipe): (site: RunSite) => Suspect | undefined {
  if (recipe.configuredBy === undefined) return () => undefined;
  const known = new Map<RunSite, Suspect | undefined>();
  const ownOf = (site: RunSite): Suspect | undefined => {
    if (!known.has(site)) known.set(site, configurationIn(recipe, site));
    return known.get(site);
  };
  return (site) => [...runsBefore(sites, site), site].map(ownOf).find((found) => found !== undefined);
}

function configurationIn(recipe: Recipe, site: RunSite): Suspect | undefined {
  if (!mentions(site, recipe.call.word)) return undefined;
  const read = site.commands();
  if (!read.ok) return undefined;
  return read.invocations
    .map((invocation) => configuration(recipe, invocation))
    .find((found) => found !== undefined);
}

function configuration(recipe: Recipe, invocation: Invocation): Suspect | undefined {
  const { words, command } = invocation;
  const isFile = command.redirections.some(({ target }) =>
    /(?:\.(?:conf|cfg|ini|toml|ya?ml|properties)|rc)["']?$/.test(target?.text ?? ''),
  );
  const isConfiguring = toolCall(recipe, invocation)?.effect === 'configures';
  if (!isFile && !isConfiguring) return undefined;
  const detail = words.map((word) => word.text).join(' ');
  const content = [detail, ...command.redirections.map(({ body }) => body?.content.text ?? '')].join('\n');
  const names = content.replace(/\\[a-z]/g, ' ').match(/[\w.-]+/g) ?? [];
  const isSetting = (name: string): boolean => recipe.configuredBy?.settings.test(name) === true;
  return isConfiguring || names.some(isSetting) ? { reason: 'configured-elsewhere', detail } : undefined;
}
