import { dirname } from 'node:path/posix';
import type { Recipe } from '../recipes/recipe';
import { cleanPath, relationTo } from './paths';
import { isQuiet } from './quiet-programs';
import type { NeededMount } from './run-decision';
import { wordValue, type InvocationInPlace } from './script-environment';
import type { Surroundings } from './surroundings';

/**
 * BuildKit makes the folders above a mount for root (tried with 28.x): in a RUN of another user a command that writes
 * beside the mount (`~/.cache/other`), or walks through the home folder to change it, would fail.
 */
export function intruderAbove(
  recipe: Recipe,
  mounts: readonly NeededMount[],
  { home }: Surroundings,
  script: readonly InvocationInPlace[],
): string | undefined {
  const ofOthers = mounts.filter(({ uid }) => uid !== undefined);
  if (recipe.worksBesideCache && ofOthers.length > 0) return recipe.tool;
  // The home folder itself is there already, and stays as it is.
  const inHome = ofOthers.filter(
    ({ target }) => target.startsWith(`${home ?? ''}/`) && dirname(target) !== home,
  );
  if (inHome.length === 0) return undefined;
  const isIntruder = (place: InvocationInPlace): boolean =>
    !isQuiet(recipe, place) || inHome.some(({ target }) => worksBeside(target, place));
  return script
    .find(isIntruder)
    ?.invocation.words.map(({ text }) => text)
    .join(' ');
}

/** `mkdir ~/.cache/other` beside a mount of `~/.cache/pip`. */
function worksBeside(target: string, { invocation, environment }: InvocationInPlace): boolean {
  const parent = target.slice(0, target.lastIndexOf('/'));
  return invocation.words.some((word) => {
    const path = cleanPath(wordValue(word, environment) ?? '');
    return path?.startsWith(`${parent}/`) === true && relationTo(target, path) === 'apart';
  });
}
