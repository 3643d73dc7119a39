import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCacheRequest } from '../cache-status/nx-cache-request';
import { taskResult, type TaskResult } from '../task-result';
import { ARCHIVE_FOLDER } from '../save-cache/carry-request';
import { runRestoreCache } from './run-restore-cache';
import type { RestoreCacheExecutorSchema } from './schema';

/** Copies what was saved of a project's cache mounts back into the builder. */
export default async function restoreCacheExecutor(
  options: RestoreCacheExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  const { projectName = '', root } = context;
  return taskResult(world, () =>
    runRestoreCache(world, {
      ...nxCacheRequest(options, context),
      projects: [projectName],
      folder: path.resolve(root, options.from ?? path.join(ARCHIVE_FOLDER, projectName)),
      only: options.only ?? [],
      ifPresent: options.ifPresent ?? false,
      dryRun: options.dryRun ?? false,
      json: options.json ?? false,
    }),
  );
}
