import type { PreTasksExecution } from '@nx/devkit';
import { VARIABLES } from '../image-state/variables';
import { realWorld } from '../io/real-world';
import { variablesOfTasks } from '../io/task-variables';
import { lookAtImages } from './look-at-images';
import { imageStatesOf } from './workspace-data';

/**
 * Looks at the images before the tasks are hashed and sets the variables that their hashes are made with. It never
 * fails a run: whatever goes wrong, the values are new ones, and the executors run.
 */
export const preTasksExecution: PreTasksExecution = async (_options, { workspaceRoot }) => {
  // Taken before anything is awaited: Nx swaps process.env for the time of each hook, and runs may overlap in its daemon.
  const setVariable = variablesOfTasks();
  const world = realWorld();
  const unknown = world.uuid();
  const values = await lookAtImages(world, imageStatesOf(workspaceRoot), workspaceRoot).catch(() => ({
    [VARIABLES.run]: unknown,
    [VARIABLES.epoch]: unknown,
  }));
  for (const [name, value] of Object.entries(values)) setVariable(name, value);
};
