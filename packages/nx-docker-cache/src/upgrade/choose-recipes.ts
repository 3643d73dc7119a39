import { ProductError } from '../errors/product-error';
import type { Recipe } from '../recipes/recipe';

/**
 * The recipes of these tools, all of them when none is named.
 * @throws ProductError OPTION_TYPE for a tool without a recipe
 */
export function chooseRecipes(recipes: readonly Recipe[], only: readonly string[] = []): readonly Recipe[] {
  const known = recipes.map(({ tool }) => tool);
  const stranger = only.find((tool) => !known.includes(tool));
  if (stranger !== undefined) {
    throw new ProductError({
      code: 'OPTION_TYPE',
      what: `there is no recipe for "${stranger}"`,
      why: `the recipes are ${known.join(', ')}`,
      next: 'correct --only',
    });
  }
  return only.length === 0 ? recipes : recipes.filter(({ tool }) => only.includes(tool));
}

/**
 * Keeps an id from breaking out of the flag that it is written into.
 * @throws ProductError OPTION_TYPE
 */
export function checkMountId(id: string | undefined): string | undefined {
  if (id === undefined || /^[\w./:@-]+$/.test(id)) return id;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: `"${id}" cannot be the id of a cache mount`,
    why: 'letters, digits and ._/:@- are allowed',
    next: 'correct --id',
  });
}
