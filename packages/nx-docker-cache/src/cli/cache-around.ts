import * as path from 'node:path';
import { buildTargets, type BuildTarget } from '../executors/cache-status/build-targets';
import type { CacheRequest } from '../executors/cache-status/cache-request';
import { variantOf } from '../infer/dockerfile-names';
import type { World } from '../io/world';
import { folderBuild } from './folder-build';
import { historyFor, repositoryAround, workspaceAround } from './history-place';
import { nxProjects } from './nx-projects';

export interface CacheAround {
  readonly request: CacheRequest;
  /** What somebody calls projects → their names. Without Nx a folder may be given in place of its name. */
  readonly namesOf: (written: readonly string[]) => readonly string[];
}

/**
 * The cache for the Nx workspace around the present folder; without one, for the folders with a Dockerfile of the repository
 * around it, which `nx-docker-cache build` calls by their names.
 * @throws ProductError PROJECTS_NOT_READ
 */
export async function cacheAround(world: World, builder: string | undefined): Promise<CacheAround> {
  const { cwd } = world.environment;
  const root = await workspaceAround(world.files, cwd);
  const history = await historyFor(world);
  if (root !== undefined) {
    const targets = buildTargets(await nxProjects(world, root), root);
    return { request: { workspaceRoot: root, targets, history, builder }, namesOf: (written) => written };
  }
  const repository = await repositoryAround(world);
  const targets = await folderTargets(world, repository, 0);
  return {
    request: { workspaceRoot: repository, targets, history, builder },
    namesOf: (written) => written.map((each) => path.basename(path.resolve(cwd, each))),
  };
}

/** Deep enough for a repository, and not for a whole home folder. */
const MOST_LEVELS = 6;

async function folderTargets(
  world: Pick<World, 'files'>,
  folder: string,
  level: number,
): Promise<readonly BuildTarget[]> {
  const entries = await Promise.all(
    (await namesIn(world, folder)).map(async (name) => ({
      name,
      kind: (await world.files.facts(path.join(folder, name)))?.kind,
    })),
  );
  const own = entries
    .filter(({ name, kind }) => kind === 'file' && variantOf(name) !== undefined)
    .map(({ name }) => targetOf(folder, name));
  const below = entries.filter(({ name, kind }) => kind === 'directory' && isSearched(name, level));
  const nested: BuildTarget[] = [];
  // One after the other: a wide tree does not open all its folders at once.
  for (const { name } of below)
    nested.push(...(await folderTargets(world, path.join(folder, name), level + 1)));
  return [...own, ...nested];
}

async function namesIn({ files }: Pick<World, 'files'>, folder: string): Promise<readonly string[]> {
  try {
    return await files.list(folder);
  } catch {
    return [];
  }
}

function isSearched(name: string, level: number): boolean {
  return level < MOST_LEVELS && !name.startsWith('.') && name !== 'node_modules';
}

function targetOf(folder: string, name: string): BuildTarget {
  const dockerfile = path.join(folder, name);
  const { project, target } = folderBuild(dockerfile);
  return { project, target, dockerfile, buildArgs: [], extraArgs: [], platforms: [], builder: undefined };
}
