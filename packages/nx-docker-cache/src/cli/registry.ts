/* Generated from the folders of cli/commands by `npm run codegen`. */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */
import type { CommandEntry, CommandSchema } from './command';
import buildSchema from './commands/build/schema.json';
import inspectSchema from './commands/inspect/schema.json';
import upgradeSchema from './commands/upgrade/schema.json';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'Build an image and record the time of every step',
    schema: () => buildSchema as CommandSchema,
    load: () =>
      Promise.resolve((require('./commands/build/command') as typeof import('./commands/build/command')).run),
  },
  {
    name: 'inspect',
    summary: 'Show what a Dockerfile is read as',
    schema: () => inspectSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/inspect/command') as typeof import('./commands/inspect/command')).run,
      ),
  },
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
