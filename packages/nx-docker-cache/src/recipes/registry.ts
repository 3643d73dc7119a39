/* Generated from the files of recipes/tools by `npm run codegen`. */
import type { Recipe } from './recipe';
import { recipe as apk } from './tools/apk';
import { recipe as apt } from './tools/apt';
import { recipe as bun } from './tools/bun';
import { recipe as bundler } from './tools/bundler';
import { recipe as cargo } from './tools/cargo';
import { recipe as ccache } from './tools/ccache';
import { recipe as composer } from './tools/composer';
import { recipe as conda } from './tools/conda';
import { recipe as dnf } from './tools/dnf';
import { recipe as gem } from './tools/gem';
import { recipe as go } from './tools/go';
import { recipe as gradle } from './tools/gradle';
import { recipe as maven } from './tools/maven';
import { recipe as microdnf } from './tools/microdnf';
import { recipe as mix } from './tools/mix';
import { recipe as npm } from './tools/npm';
import { recipe as nuget } from './tools/nuget';
import { recipe as pdm } from './tools/pdm';
import { recipe as pip } from './tools/pip';
import { recipe as pipenv } from './tools/pipenv';
import { recipe as pnpm } from './tools/pnpm';
import { recipe as poetry } from './tools/poetry';
import { recipe as sbt } from './tools/sbt';
import { recipe as sccache } from './tools/sccache';
import { recipe as uv } from './tools/uv';
import { recipe as yarn } from './tools/yarn';
import { recipe as yarnBerry } from './tools/yarn-berry';
import { recipe as zypper } from './tools/zypper';

/** Every recipe, by the name of its tool. */
export const RECIPES: readonly Recipe[] = [
  apk,
  apt,
  bun,
  bundler,
  cargo,
  ccache,
  composer,
  conda,
  dnf,
  gem,
  go,
  gradle,
  maven,
  microdnf,
  mix,
  npm,
  nuget,
  pdm,
  pip,
  pipenv,
  pnpm,
  poetry,
  sbt,
  sccache,
  uv,
  yarn,
  yarnBerry,
  zypper,
];
