/* Generated from the files of recipes/tools by `npm run codegen`. */
import type { Recipe } from './recipe';
import { recipe as pip } from './tools/pip';

/** Every recipe, by the name of its tool. */
export const RECIPES: readonly Recipe[] = [pip];
