import { mountsOf } from '../dockerfile/mounts';
import type { Recipe } from '../recipes/recipe';
import { fillsCache } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import { cleanPath, HOLDS_CACHES, relationTo } from './paths';
import { environmentsOf, wordValue, type InvocationInPlace } from './script-environment';
import { runsAfter, scriptText, type RunSite, type Sites } from './sites';
import { surroundingsOf } from './surroundings';

/**
 * A later RUN that works on a cache folder and fails where nothing is: BuildKit takes the folder away again that it has made
 * for a mount (`MountStubsCleaner` of its executor).
 */
export function neededAfter(sites: Sites, site: RunSite, recipe: Recipe, folder: string): string | undefined {
  const names = namesOf(folder);
  const found = runsAfter(sites, site).find((later) => {
    const text = scriptText(later.run);
    return names.some((name) => text.includes(name)) && needs(sites, later, recipe, folder);
  });
  return found && `line ${found.run.startLine}`;
}

/** What stands in every path that leads to the folder, or to the folder of caches around it. */
function namesOf(folder: string): readonly string[] {
  const parts = folder.split('/');
  const parent = parts.slice(0, -1).join('/');
  return [parts.at(-1) ?? '', ...(HOLDS_CACHES.test(parent) ? [parts.at(-2) ?? ''] : [])];
}

function needs(sites: Sites, later: RunSite, recipe: Recipe, folder: string): boolean {
  const commands = later.commands();
  if (!commands.ok || hasFolder(later, recipe, commands.invocations, folder)) return false;
  const { environment } = surroundingsOf(sites, later);
  return environmentsOf(commands.invocations, environment).some((place) => fails(recipe, place, folder));
}

/** Whether the folder is there all the same: mounted, or filled by the tool again. */
function hasFolder(
  { run, scope }: RunSite,
  recipe: Recipe,
  invocations: readonly Invocation[],
  folder: string,
): boolean {
  const isMounted = mountsOf(run, scope.expand).some(
    ({ target }) => target !== undefined && cleanPath(target) === folder,
  );
  return isMounted || invocations.some((invocation) => fillsCache(recipe, invocation));
}

/** Programs that do without the folder, or make it. */
const FORGIVING = /^(?:mkdir|install|ln|test|\[|\[\[|echo|printf|export|true|:)$/;

function fails(recipe: Recipe, { invocation, environment }: InvocationInPlace, folder: string): boolean {
  const { words } = invocation;
  const program = programName(words[0]);
  if (program === undefined || FORGIVING.test(program) || recipe.call.word.test(program)) return false;
  if (program === 'rm' && words.some(({ text }) => /^-\w*f|^--force$/.test(text))) return false;
  return words.slice(1).some((word) => {
    const path = cleanPath(wordValue(word, environment) ?? '');
    if (path === undefined) return false;
    const relation = relationTo(folder, path);
    return relation === 'above' ? HOLDS_CACHES.test(path) : relation !== 'apart';
  });
}
