import * as path from 'node:path';
import { stateFolder } from '../executors/build/state-folder';
import { historyStore, type HistoryStore } from '../io/history-store';
import { nxDataFolder } from '../io/nx-data-folder';
import type { World } from '../io/world';

type Place = Pick<World, 'files' | 'environment'>;

/**
 * The history of the Nx workspace around the present folder; without one, that of the repository around it: Turborepo and
 * people build in the folder of a package, and look at all of it from above.
 */
export async function historyFor(world: Place): Promise<HistoryStore> {
  const { files, environment } = world;
  const root = await workspaceAround(files, environment.cwd);
  const dataFolder = root === undefined ? undefined : nxDataFolder(root);
  return root === undefined || dataFolder === undefined
    ? historyStore(stateFolder(environment), await repositoryAround(world))
    : historyStore(dataFolder, root);
}

/** The next folder upwards with an nx.json. */
export function workspaceAround(
  files: Pick<World['files'], 'facts'>,
  folder: string,
): Promise<string | undefined> {
  return nextAbove(folder, async (each) => (await files.facts(path.join(each, 'nx.json'))) !== undefined);
}

/**
 * The next folder upwards that is a clone of git, or the present one where there is none. The home folder is none: who keeps
 * notes on it with git does not mean all that lies below.
 */
export async function repositoryAround({ files, environment: { cwd, home } }: Place): Promise<string> {
  const found = await nextAbove(
    cwd,
    async (folder) => folder === home || (await files.facts(path.join(folder, '.git'))) !== undefined,
  );
  return found === undefined || found === home ? cwd : found;
}

async function nextAbove(
  folder: string,
  isMeant: (folder: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (let current = folder; ; current = path.dirname(current)) {
    if (await isMeant(current)) return current;
    if (path.dirname(current) === current) return undefined;
  }
}
