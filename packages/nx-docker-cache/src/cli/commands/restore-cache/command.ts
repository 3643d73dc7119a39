import * as path from 'node:path';
import { ARCHIVE_FOLDER } from '../../../executors/save-cache/carry-request';
import { runRestoreCache } from '../../../executors/restore-cache/run-restore-cache';
import { cacheAround } from '../../cache-around';
import type { RunCommand } from '../../command';
import type { RestoreCacheCommandSchema } from './schema';

/** Copies what was saved of the cache mounts of projects back into the builder. */
export const run: RunCommand<RestoreCacheCommandSchema> = async (options, world) => {
  const { request, namesOf } = await cacheAround(world, options.builder);
  const isDone = await runRestoreCache(world, {
    ...request,
    projects: namesOf(options.projects ?? []),
    folder: path.resolve(world.environment.cwd, options.from ?? ARCHIVE_FOLDER),
    only: options.only ?? [],
    ifPresent: options.ifPresent ?? false,
    dryRun: options.dryRun ?? false,
    json: options.json ?? false,
  });
  return isDone ? 0 : 1;
};
