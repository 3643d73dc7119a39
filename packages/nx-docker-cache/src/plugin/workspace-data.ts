import { join } from 'node:path';
import { workspaceDataDirectory } from 'nx/src/utils/cache-directory';
import { cloneFolder } from '../io/clone-folder';
import { imageStateStore, type ImageStateStore } from '../io/image-state-store';
import { keptText, type KeptText } from '../io/kept-text';

/**
 * Taken from the module that @nx/devkit re-exports it from: the index of @nx/devkit takes some 350 ms to load, in a
 * process that Nx starts anew for every run.
 */
export function imageStatesOf(workspaceRoot: string): ImageStateStore {
  return imageStateStore(workspaceDataDirectory, workspaceRoot);
}

/**
 * What was last read of the projects of a workspace (`ProjectMemory`). Clones of a workspace may share the folder.
 * @param place in the list of plugins, where nx.json has several entries of this one: each reads other projects
 */
export function projectMemoryOf(workspaceRoot: string, place: number | undefined): KeptText {
  const name = place === undefined ? 'projects.json' : `projects-${place}.json`;
  return keptText(join(cloneFolder(workspaceDataDirectory, workspaceRoot), name));
}
