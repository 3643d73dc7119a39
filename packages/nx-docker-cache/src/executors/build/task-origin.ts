import type { ExecutorContext } from '@nx/devkit';
import { VARIABLES } from '../../image-state/variables';
import type { HistoryStore } from '../../io/history-store';
import type { Environment } from '../../io/world';
import type { TaskOrigin } from '../../timing/record';
import { dependenciesBefore, readTaskGraph } from '../../timing/run/task-nodes';

/** Set by Nx for every task. */
export const TASK_HASH = 'NX_TASK_HASH';

/**
 * Which task this is. The hook at the end of the run gets no task graph: an executor has it, and leaves it for the
 * hook. That must not fail the build, whatever the file system says.
 */
export function taskOrigin(
  { get }: Pick<Environment, 'get'>,
  history: Pick<HistoryStore, 'noteTaskGraph'>,
  context: ExecutorContext,
): TaskOrigin {
  const id = taskIdOf(context);
  const run = get(VARIABLES.run);
  const nodes = readTaskGraph(context.taskGraph);
  try {
    if (run !== undefined && nodes.length > 0) history.noteTaskGraph(run, nodes);
  } catch {
    // The edges between the tasks of this run stay unknown.
  }
  return { id, hash: get(TASK_HASH), run, dependencies: dependenciesBefore(nodes, id) };
}

/** `api:docker-build`, `api:docker-build:no-cache`: as the task graph has it. */
export function taskIdOf({
  projectName,
  targetName,
  configurationName,
}: Pick<ExecutorContext, 'projectName' | 'targetName' | 'configurationName'>): string {
  return [projectName, targetName, configurationName].filter((part) => part !== undefined).join(':');
}
