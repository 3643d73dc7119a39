/* Generated from the folders of cli/commands by `npm run codegen`. */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */
import type { CommandEntry, CommandSchema } from './command';
import upgradeSchema from './commands/upgrade/schema.json';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'upgrade',
    summary: 'Upgrade Dockerfiles to cache mounts',
    schema: () => upgradeSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/upgrade/command') as typeof import('./commands/upgrade/command')).run,
      ),
  },
];
