import * as path from 'node:path';
import { stateFolder } from '../executors/build/state-folder';
import { historyStore, type HistoryStore } from '../io/history-store';
import { nxDataFolder } from '../io/nx-data-folder';
import type { World } from '../io/world';

/** The history of the Nx workspace around the present folder; without one, that of the folder itself. */
export async function historyFor({
  files,
  environment,
}: Pick<World, 'files' | 'environment'>): Promise<HistoryStore> {
  const root = await workspaceAround(files, environment.cwd);
  const dataFolder = root === undefined ? undefined : nxDataFolder(root);
  return root === undefined || dataFolder === undefined
    ? historyStore(stateFolder(environment), environment.cwd)
    : historyStore(dataFolder, root);
}

/** The next folder upwards with an nx.json. */
export async function workspaceAround(
  files: Pick<World['files'], 'facts'>,
  folder: string,
): Promise<string | undefined> {
  for (let current = folder; ; current = path.dirname(current)) {
    if ((await files.facts(path.join(current, 'nx.json'))) !== undefined) return current;
    if (path.dirname(current) === current) return undefined;
  }
}
