import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { nxCacheRequest } from '../cache-status/nx-cache-request';
import { taskResult, type TaskResult } from '../task-result';
import { readWishes } from './read-wishes';
import { runPrune } from './run-prune';
import type { PruneExecutorSchema } from './schema';

/** Removes a project's cache from the builder, and nothing else. */
export default async function pruneExecutor(
  options: PruneExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  const { builder, yes, dryRun, json, ...written } = options;
  return taskResult(world, async () => {
    const request = nxCacheRequest({ ...(builder !== undefined && { builder }) }, context);
    await runPrune(world, {
      ...request,
      wishes: readWishes({ ...written, projects: projectsOf(options, context) }, request.targets),
      yes: yes ?? false,
      dryRun: dryRun ?? false,
      json: json ?? false,
    });
    return true;
  });
}

/** Everything is not only this project's. */
function projectsOf(
  { everything }: PruneExecutorSchema,
  { projectName = '' }: ExecutorContext,
): readonly string[] {
  return everything === true ? [] : [projectName];
}
