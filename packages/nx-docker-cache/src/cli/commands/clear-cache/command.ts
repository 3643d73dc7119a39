import { readWishes } from '../../../executors/prune/read-wishes';
import { runPrune } from '../../../executors/prune/run-prune';
import { cacheAround } from '../../cache-around';
import type { RunCommand } from '../../command';
import type { ClearCacheCommandSchema } from './schema';

/** Removes the cache of projects from the builder, and nothing else. */
export const run: RunCommand<ClearCacheCommandSchema> = async (options, world) => {
  const { projects, builder, yes, dryRun, json, ...written } = options;
  const { request, namesOf } = await cacheAround(world, builder);
  await runPrune(world, {
    ...request,
    wishes: readWishes({ ...written, projects: namesOf(projects ?? []) }, request.targets),
    yes: yes ?? false,
    dryRun: dryRun ?? false,
    json: json ?? false,
  });
  return 0;
};
