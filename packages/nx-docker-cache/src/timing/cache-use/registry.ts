/* Generated from the files of timing/cache-use/tools by `npm run codegen`. */
import type { ToolLog } from './tool-log';
import { log as apt } from './tools/apt';
import { log as cargo } from './tools/cargo';
import { log as go } from './tools/go';
import { log as maven } from './tools/maven';
import { log as npm } from './tools/npm';
import { log as pip } from './tools/pip';
import { log as pnpm } from './tools/pnpm';
import { log as uv } from './tools/uv';
import { log as yarn } from './tools/yarn';
import { log as yarn_berry } from './tools/yarn-berry';

/** What the logs of package managers tell, by the names of their recipes; those that have been studied. */
export const TOOL_LOGS: Readonly<Record<string, ToolLog>> = {
  apt,
  cargo,
  go,
  maven,
  npm,
  pip,
  pnpm,
  uv,
  yarn,
  'yarn-berry': yarn_berry,
};
