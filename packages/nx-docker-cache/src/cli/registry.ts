/* Generated from the folders of cli/commands by `npm run codegen`. */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */
import type { CommandEntry, CommandSchema } from './command';
import benchmarkSchema from './commands/benchmark/schema.json';
import buildSchema from './commands/build/schema.json';
import cacheStatusSchema from './commands/cache-status/schema.json';
import checkSchema from './commands/check/schema.json';
import clearCacheSchema from './commands/clear-cache/schema.json';
import inspectSchema from './commands/inspect/schema.json';
import reportSchema from './commands/report/schema.json';
import restoreCacheSchema from './commands/restore-cache/schema.json';
import saveCacheSchema from './commands/save-cache/schema.json';
import splitRequirementsSchema from './commands/split-requirements/schema.json';
import upgradeSchema from './commands/upgrade/schema.json';
import verifySchema from './commands/verify/schema.json';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'benchmark',
    summary: 'What the upgrades bring, measured',
    schema: () => benchmarkSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/benchmark/command') as typeof import('./commands/benchmark/command')).run,
      ),
  },
  {
    name: 'build',
    summary: 'Build an image and record the time of every step',
    schema: () => buildSchema as CommandSchema,
    load: () =>
      Promise.resolve((require('./commands/build/command') as typeof import('./commands/build/command')).run),
  },
  {
    name: 'cache-status',
    summary: "Show what the builder's cache holds for this workspace",
    schema: () => cacheStatusSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/cache-status/command') as typeof import('./commands/cache-status/command')).run,
      ),
  },
  {
    name: 'check',
    summary: 'Judge Dockerfiles, their contexts and the machine for caching',
    schema: () => checkSchema as CommandSchema,
    load: () =>
      Promise.resolve((require('./commands/check/command') as typeof import('./commands/check/command')).run),
  },
  {
    name: 'clear-cache',
    summary: 'Remove the cache of projects, and of nobody else',
    schema: () => clearCacheSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/clear-cache/command') as typeof import('./commands/clear-cache/command')).run,
      ),
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
    name: 'report',
    summary: 'Show where the time of the last builds went',
    schema: () => reportSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/report/command') as typeof import('./commands/report/command')).run,
      ),
  },
  {
    name: 'restore-cache',
    summary: 'Restore cache mounts from files',
    schema: () => restoreCacheSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/restore-cache/command') as typeof import('./commands/restore-cache/command'))
          .run,
      ),
  },
  {
    name: 'save-cache',
    summary: 'Save cache mounts as files',
    schema: () => saveCacheSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/save-cache/command') as typeof import('./commands/save-cache/command')).run,
      ),
  },
  {
    name: 'split-requirements',
    summary: 'Split requirements into a stable layer and a small one',
    schema: () => splitRequirementsSchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (
          require('./commands/split-requirements/command') as typeof import('./commands/split-requirements/command')
        ).run,
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
  {
    name: 'verify',
    summary: 'Prove that a changed Dockerfile builds the same image',
    schema: () => verifySchema as CommandSchema,
    load: () =>
      Promise.resolve(
        (require('./commands/verify/command') as typeof import('./commands/verify/command')).run,
      ),
  },
];
