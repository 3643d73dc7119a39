import { VARIABLES } from '../image-state/variables';
import { realWorld } from '../io/real-world';
import { lookAtImages } from './look-at-images';
import { imageStatesOf } from './workspace-data';

/**
 * Looks at the images and sets the variables that the hashes of this run are made with. It never fails a run:
 * whatever goes wrong, the values are new ones, and the executors run.
 * @returns the name of the run
 */
export async function setImageVariables(
  workspaceRoot: string,
  setVariable: (name: string, value: string) => void,
): Promise<string> {
  const world = realWorld();
  const unknown = world.uuid();
  const values = await lookAtImages(world, imageStatesOf(workspaceRoot), workspaceRoot).catch(
    (): Readonly<Record<string, string>> => ({
      [VARIABLES.run]: unknown,
      [VARIABLES.epoch]: unknown,
    }),
  );
  for (const [name, value] of Object.entries(values)) setVariable(name, value);
  return values[VARIABLES.run] ?? unknown;
}
