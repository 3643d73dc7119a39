import * as path from 'node:path';
import { parseBytes } from '../../../cache/quantities';
import { quantityOption } from '../../../executors/quantity-option';
import { ARCHIVE_FOLDER } from '../../../executors/save-cache/carry-request';
import { runSaveCache } from '../../../executors/save-cache/run-save-cache';
import { cacheAround } from '../../cache-around';
import type { RunCommand } from '../../command';
import type { SaveCacheCommandSchema } from './schema';

/** Copies the cache mounts of projects out of the builder into a folder. */
export const run: RunCommand<SaveCacheCommandSchema> = async (options, world) => {
  const maxBytes = quantityOption('maxSize', options.maxSize, parseBytes, '2GB or 512MiB');
  const { request, namesOf } = await cacheAround(world, options.builder);
  const isDone = await runSaveCache(world, {
    ...request,
    projects: namesOf(options.projects ?? []),
    folder: path.resolve(world.environment.cwd, options.to ?? ARCHIVE_FOLDER),
    only: options.only ?? [],
    maxBytes,
    dryRun: options.dryRun ?? false,
    json: options.json ?? false,
  });
  return isDone ? 0 : 1;
};
