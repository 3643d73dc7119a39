/* Generated from the folders of cli/commands by `npm run codegen`. */
import type { CommandEntry } from './command';

export const COMMANDS: readonly CommandEntry[] = [];
