/* Generated from the files of recipes/tools by `npm run codegen`. */
import type { Recipe } from './recipe';
import { recipe as apk } from './tools/apk';
import { recipe as apt } from './tools/apt';
import { recipe as cargo } from './tools/cargo';
import { recipe as go } from './tools/go';
import { recipe as maven } from './tools/maven';
import { recipe as npm } from './tools/npm';
import { recipe as pip } from './tools/pip';
import { recipe as pnpm } from './tools/pnpm';
import { recipe as poetry } from './tools/poetry';
import { recipe as uv } from './tools/uv';
import { recipe as yarn } from './tools/yarn';
import { recipe as yarnBerry } from './tools/yarn-berry';

/** Every recipe, by the name of its tool. */
export const RECIPES: readonly Recipe[] = [
  apk,
  apt,
  cargo,
  go,
  maven,
  npm,
  pip,
  pnpm,
  poetry,
  uv,
  yarn,
  yarnBerry,
];
