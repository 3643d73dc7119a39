import type { Tree } from '@nx/devkit';
import type { GeneratorSurroundings } from '../surroundings';
import type { AddPipCacheGeneratorSchema } from './schema';
import { upgradeProjects } from './upgrade-projects';

/** `nx g add-pip-cache`: the Dockerfiles of a project, or of all, with a cache mount for pip. */
export default async function addPipCacheGenerator(
  tree: Tree,
  options: AddPipCacheGeneratorSchema,
  surroundings?: GeneratorSurroundings,
): Promise<void> {
  await upgradeProjects(tree, { ...options, only: ['pip'], hintsAtOrder: true }, surroundings);
}
