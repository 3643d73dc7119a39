import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { taskResult, type TaskResult } from '../task-result';
import { nxCacheRequest } from './nx-cache-request';
import { runCacheStatus } from './run-cache-status';
import type { CacheStatusExecutorSchema } from './schema';

/** Shows what the builder's cache holds for a project. */
export default async function cacheStatusExecutor(
  options: CacheStatusExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    await runCacheStatus(world, {
      ...nxCacheRequest(options, context),
      projects: options.workspace === true ? [] : [context.projectName ?? ''],
      json: options.json ?? false,
      everyMs: options.watch === true ? (options.interval ?? 5) * 1000 : undefined,
    });
    return true;
  });
}
