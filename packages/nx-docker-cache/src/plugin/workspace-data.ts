import { workspaceDataDirectory } from 'nx/src/utils/cache-directory';
import { historyStore, type HistoryStore } from '../io/history-store';
import { imageStateStore, type ImageStateStore } from '../io/image-state-store';

/**
 * Taken from the module that @nx/devkit re-exports it from: the index of @nx/devkit takes some 350 ms to load, in a
 * process that Nx starts anew for every run.
 */
export function imageStatesOf(workspaceRoot: string): ImageStateStore {
  return imageStateStore(workspaceDataDirectory, workspaceRoot);
}

/** The builds and runs of a workspace. */
export function historyOf(workspaceRoot: string): HistoryStore {
  return historyStore(workspaceDataDirectory, workspaceRoot);
}
