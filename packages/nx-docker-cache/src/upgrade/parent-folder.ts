import { dirname } from 'node:path/posix';
import type { Recipe } from '../recipes/recipe';
import type { CallsOfRun } from './decide-calls';
import { cleanPath, relationTo } from './paths';
import { isQuiet } from './quiet-programs';
import type { NeededMount } from './run-decision';
import { wordValue, type InvocationInPlace } from './script-environment';
import type { Surroundings } from './surroundings';

/**
 * BuildKit makes the folders above a mount for root (tried with 28.x): in a RUN of another user a command that writes
 * beside the mount (`~/.cache/other`) would fail, and so would what the tool itself runs (the scripts of packages). These
 * are the folders that the user has to make first, in a RUN of its own, as the tool would have made them.
 */
export function foldersAbove(mounts: readonly NeededMount[], { home }: Surroundings): readonly string[] {
  return [...new Set(belowHome(mounts, home).map(({ target }) => dirname(target)))];
}

/** The command of a RUN that keeps even folders that are made first from being enough; undefined where there is none. */
export function intruderAbove(
  recipe: Recipe,
  mounts: readonly NeededMount[],
  { home }: Surroundings,
  { site, script }: Pick<CallsOfRun, 'site' | 'script'>,
): string | undefined {
  if (recipe.worksBesideCache && mounts.some(({ uid }) => uid !== undefined)) return recipe.tool;
  const inHome = belowHome(mounts, home);
  if (inHome.length === 0) return undefined;
  // Without a shell there may be no `mkdir` either.
  if (site.run.json !== undefined) return site.run.json.map(({ value }) => value).join(' ');
  // `sudo chown app ~`: who may write there changes within the RUN.
  if (script.every(({ invocation }) => invocation.runsAs === 'caller')) return undefined;
  const isIntruder = (place: InvocationInPlace): boolean =>
    !isQuiet(recipe, place) || inHome.some(({ target }) => worksBeside(target, place));
  return script
    .find(isIntruder)
    ?.invocation.words.map(({ text }) => text)
    .join(' ');
}

/** The mounts of other users than root that are not in the home folder itself: that one is there already, and stays as it is. */
function belowHome(mounts: readonly NeededMount[], home: string | undefined): readonly NeededMount[] {
  return mounts.filter(({ uid, target }) => {
    const folder = dirname(target);
    if (uid === undefined || folder === home) return false;
    return home === undefined ? SOME_HOME.test(folder) : folder.startsWith(`${home}/`);
  });
}

/** Below the home folder of an account that is not known. */
const SOME_HOME = /^\/home\/[^/]+\/./;

/** `mkdir ~/.cache/other` beside a mount of `~/.cache/pip`. */
function worksBeside(target: string, { invocation, environment }: InvocationInPlace): boolean {
  const parent = target.slice(0, target.lastIndexOf('/'));
  return invocation.words.some((word) => {
    const path = cleanPath(wordValue(word, environment) ?? '');
    return path?.startsWith(`${parent}/`) === true && relationTo(target, path) === 'apart';
  });
}
