import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { taskResult, type TaskResult } from '../task-result';
import { composeProject } from './compose-request';
import { composeConfig } from './run-compose';
import { runComposeBuild } from './run-compose-build';
import type { ComposeBuildExecutorSchema } from './schema';

/** Builds the images of a compose project, each service of which something has changed. */
export default async function composeBuildExecutor(
  options: ComposeBuildExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  return taskResult(world, async () => {
    const project = composeProject(options, context);
    const { services = [], noCache = false, verbose = false } = options;
    await runComposeBuild(
      world,
      { project, services, noCache, verbose, context },
      await composeConfig(world, project),
    );
    return true;
  });
}
