import type { Recipe } from '../recipes/recipe';
import { isCallOf, isOption, type ToolCall } from '../recipes/tool-call';
import type { Word } from '../shell/word';

/** Folders that a call of the tool deletes beside its cache. */
export function deletedAlso(recipe: Recipe, call: ToolCall): string[] {
  return recipe.caches.flatMap(({ deletedBy, place }) =>
    place.kind === 'fixed' && deletedBy.some((subcommand) => isCallOf(recipe, call, subcommand))
      ? [place.path]
      : [],
  );
}

/** Options that take a path, or an address, and leave the cache where it is. */
const NEUTRAL_OPTION = /^(?:--(?:working-dir|prefix|cwd|dir|directory|project|registry|file)(?:=|$)|-[dC]$)/;

/** Whether a call says in words that nothing is known of where it works: `apt-get -o Dir::Cache=/out/cache clean`. */
export function isAimed({ caches }: Recipe, { arguments: words }: ToolCall): boolean {
  const isKnown = (word: Word | undefined): boolean =>
    word !== undefined &&
    (NEUTRAL_OPTION.test(word.text) ||
      caches.some(({ option }) => option !== undefined && isOption(option, word.text)));
  return words.some(
    (word, at) =>
      (word.value === undefined || word.value.includes('/')) && !isKnown(word) && !isKnown(words[at - 1]),
  );
}
