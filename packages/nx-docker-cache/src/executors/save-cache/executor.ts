import * as path from 'node:path';
import { parseBytes } from '../../cache/quantities';
import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCacheRequest } from '../cache-status/nx-cache-request';
import { quantityOption } from '../quantity-option';
import { taskResult, type TaskResult } from '../task-result';
import { ARCHIVE_FOLDER } from './carry-request';
import { runSaveCache } from './run-save-cache';
import type { SaveCacheExecutorSchema } from './schema';

/** Copies a project's cache mounts out of the builder into a folder. */
export default async function saveCacheExecutor(
  options: SaveCacheExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  const { projectName = '', root } = context;
  return taskResult(world, () =>
    runSaveCache(world, {
      ...nxCacheRequest(options, context),
      projects: [projectName],
      folder: path.resolve(root, options.to ?? path.join(ARCHIVE_FOLDER, projectName)),
      only: options.only ?? [],
      maxBytes: quantityOption('maxSize', options.maxSize, parseBytes, '2GB or 512MiB'),
      dryRun: options.dryRun ?? false,
      json: options.json ?? false,
    }),
  );
}
