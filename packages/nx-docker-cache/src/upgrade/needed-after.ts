import { knownValue } from '../dockerfile/scope';
import type { Recipe } from '../recipes/recipe';
import { fillsCache } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import type { Word } from '../shell/word';
import { hasMountsAt } from './existing-mounts';
import { cleanPath, HOLDS_CACHES, relationTo, resolvePath, speaksOf } from './paths';
import {
  environmentsOf,
  wordValue,
  type CallEnvironment,
  type InvocationInPlace,
} from './script-environment';
import { runsAfter, scriptText, type RunSite, type Sites } from './sites';
import { surroundingsOf } from './surroundings';
import { workingFolders } from './working-folders';

/**
 * A later RUN that works on a cache folder and fails where nothing is: BuildKit takes the folder away again that it has made
 * for a mount (`MountStubsCleaner` of its executor).
 */
export function neededAfter(sites: Sites, site: RunSite, recipe: Recipe, folder: string): string | undefined {
  const found = firstNeeding(sites, runsAfter(sites, site), recipe, folder);
  return found && `line ${found.run.startLine}`;
}

/** The first of some RUNs that works on a folder and fails where it is not there. */
export function firstNeeding(
  sites: Sites,
  runs: readonly RunSite[],
  recipe: Recipe,
  folder: string,
): RunSite | undefined {
  const names = namesOf(folder);
  return runs.find((later) => {
    const text = scriptText(later.run);
    return names.some((name) => text.includes(name)) && needs(sites, later, recipe, folder);
  });
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
  const { workdir } = later.scope;
  const script = environmentsOf(commands.invocations, environment);
  const folders = workingFolders(script, knownValue(workdir));
  return script.some((place, at) => fails(recipe, place, { folder, from: folders[at] }));
}

/** Whether the folder is there all the same: mounted, or filled by the tool again. */
function hasFolder(
  site: RunSite,
  recipe: Recipe,
  invocations: readonly Invocation[],
  folder: string,
): boolean {
  return hasMountsAt(site, [folder]) || invocations.some((invocation) => fillsCache(recipe, invocation));
}

/** Programs that do without the folder, or make it. */
const FORGIVING = /^(?:mkdir|install|ln|test|\[|\[\[|echo|printf|export|true|:)$/;

/** The cache folder that is looked for, and the folder that a command runs in. */
interface Folders {
  readonly folder: string;
  readonly from: string | undefined;
}

function fails(recipe: Recipe, { invocation, environment }: InvocationInPlace, folders: Folders): boolean {
  const { words, script } = invocation;
  const program = programName(words[0]);
  if (program === undefined || FORGIVING.test(program) || recipe.call.word.test(program)) return false;
  if (program === 'rm' && words.some(({ text }) => /^-\w*f|^--force$/.test(text))) return false;
  // What a script in a word runs is among the commands itself.
  return words.slice(1).some((word) => word !== script && worksOn(word, environment, folders));
}

function worksOn(word: Word, environment: CallEnvironment, { folder, from }: Folders): boolean {
  const value = wordValue(word, environment)?.replace(/^-*[\w.-]+=/, '');
  if (value === undefined || /[\s'"()]/.test(value)) return speaksOf(folder, word.text);
  if (cleanPath(value) === undefined && from === undefined) return speaksOf(folder, value);
  const path = resolvePath(from, value);
  if (path === undefined || (path !== cleanPath(value) && isIn(folder, from))) return false;
  const relation = relationTo(folder, path);
  return relation === 'above' ? HOLDS_CACHES.test(path) : relation !== 'apart';
}

/** Where a command runs, a folder is: `cd` or WORKDIR has found or made it. */
function isIn(folder: string, from: string | undefined): boolean {
  return from !== undefined && /^(?:same|inside)$/.test(relationTo(folder, from));
}
