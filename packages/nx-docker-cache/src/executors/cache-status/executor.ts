import type { ExecutorContext } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCacheRequest } from './nx-cache-request';
import { runCacheStatus } from './run-cache-status';
import type { CacheStatusExecutorSchema } from './schema';

/** Shows what the builder's cache holds for a project. */
export default async function cacheStatusExecutor(
  options: CacheStatusExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    await runCacheStatus(world, {
      ...nxCacheRequest(options, context),
      projects: options.workspace === true ? [] : [context.projectName ?? ''],
      json: options.json ?? false,
      everyMs: options.watch === true ? (options.interval ?? 5) * 1000 : undefined,
    });
    return { success: true };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}
