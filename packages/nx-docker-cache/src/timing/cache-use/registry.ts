/* Generated from the files of timing/cache-use/tools by `npm run codegen`. */
import type { ToolLog } from './tool-log';
import { log as apk } from './tools/apk';
import { log as apt } from './tools/apt';
import { log as cargo } from './tools/cargo';
import { log as go } from './tools/go';
import { log as maven } from './tools/maven';
import { log as npm } from './tools/npm';
import { log as pip } from './tools/pip';
import { log as pnpm } from './tools/pnpm';
import { log as poetry } from './tools/poetry';
import { log as uv } from './tools/uv';
import { log as yarn } from './tools/yarn';
import { log as yarn_berry } from './tools/yarn-berry';

/** What the log of each package manager tells, by the name of its recipe. */
export const TOOL_LOGS: Readonly<Record<string, ToolLog>> = {
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
  'yarn-berry': yarn_berry,
};
