import { workspaceDataDirectory } from 'nx/src/utils/cache-directory';
import { historyStore, type HistoryStore } from '../io/history-store';

/** The builds and runs of a workspace. */
export function historyOf(workspaceRoot: string): HistoryStore {
  return historyStore(workspaceDataDirectory, workspaceRoot);
}
