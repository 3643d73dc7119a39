import type { Tree } from '@nx/devkit';
import { upgradeProjects } from '../add-pip-cache/upgrade-projects';
import type { GeneratorSurroundings } from '../surroundings';
import type { AddCacheMountsGeneratorSchema } from './schema';

/** `nx g add-cache-mounts`: the Dockerfiles of a project, or of all, with a cache mount for every tool that has a recipe. */
export default async function addCacheMountsGenerator(
  tree: Tree,
  options: AddCacheMountsGeneratorSchema,
  surroundings?: GeneratorSurroundings,
): Promise<void> {
  await upgradeProjects(tree, { reorder: true, ...options }, surroundings);
}
