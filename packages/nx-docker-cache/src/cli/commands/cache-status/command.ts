import { runCacheStatus } from '../../../executors/cache-status/run-cache-status';
import { cacheAround } from '../../cache-around';
import type { RunCommand } from '../../command';
import type { CacheStatusCommandSchema } from './schema';

/** Shows what the builder's cache holds for the projects of this folder. */
export const run: RunCommand<CacheStatusCommandSchema> = async (options, world) => {
  const { request, namesOf } = await cacheAround(world, options.builder);
  await runCacheStatus(world, {
    ...request,
    projects: namesOf(options.projects ?? []),
    json: options.json ?? false,
    everyMs: options.watch === true ? Math.max(1, options.interval ?? 5) * 1000 : undefined,
  });
  return 0;
};
