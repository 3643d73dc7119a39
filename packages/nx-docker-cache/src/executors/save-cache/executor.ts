import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCacheRequest } from '../cache-status/nx-cache-request';
import { taskResult, type TaskResult } from '../task-result';
import { readMaxBytes } from './read-max-bytes';
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
      folder: path.resolve(root, options.to ?? path.join('.docker-cache', projectName)),
      only: options.only ?? [],
      maxBytes: readMaxBytes(options.maxSize),
      dryRun: options.dryRun ?? false,
      json: options.json ?? false,
    }),
  );
}
