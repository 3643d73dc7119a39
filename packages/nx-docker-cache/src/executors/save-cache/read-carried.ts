import { givenBuildArgs } from '../../build/given-arguments';
import { carriedMounts, joinCarried, type Carried } from '../../cache/carry/carried-mounts';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import { readDockerfile } from '../build/read-dockerfile';
import { pathFrom } from '../build/shown-path';
import type { BuildTarget } from '../cache-status/build-targets';
import { platformsOf } from '../cache-status/read-use';
import { assertKnown } from '../cache-status/known-projects';
import type { CarryRequest } from './carry-request';

/**
 * The mounts that the projects' Dockerfiles have now, each once.
 * @param platform for which the builder builds when nobody says so
 * @throws ProductError PROJECT_UNKNOWN, and for a Dockerfile that cannot be read
 */
export async function readCarried(
  world: Pick<World, 'files' | 'environment'>,
  request: Pick<CarryRequest, 'projects' | 'targets' | 'workspaceRoot'>,
  platform: string | undefined,
): Promise<Carried> {
  const { projects, targets } = request;
  assertKnown(projects, targets);
  const chosen =
    projects.length === 0 ? targets : targets.filter(({ project }) => projects.includes(project));
  const read = await Promise.all(
    chosen.map((target) => carriedOf(world, request.workspaceRoot, target, platform)),
  );
  return joinCarried(read.flat());
}

async function carriedOf(
  { files, environment }: Pick<World, 'files' | 'environment'>,
  workspaceRoot: string,
  target: BuildTarget,
  platform: string | undefined,
): Promise<readonly Carried[]> {
  const shown = pathFrom(workspaceRoot, target.dockerfile);
  const place = { file: target.dockerfile, shown, project: target.project };
  const { dockerfile } = await readDockerfile(files, place);
  if (dockerfile === undefined)
    throw new ProductError({
      code: 'DOCKERFILE_SYNTAX',
      what: 'the cache mounts of the Dockerfile are not known',
      where: shown,
      why: 'it is for a frontend of its own (# syntax=…)',
      next: 'name projects whose Dockerfiles have the usual syntax',
    });
  const given = givenBuildArgs(target, environment.get);
  return platformsOf(target, platform).map((each) =>
    carriedMounts(dockerfile, { ...each, ...given }, RECIPES),
  );
}
