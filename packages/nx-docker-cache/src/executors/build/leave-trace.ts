import { givenBuildArgs } from '../../build/given-arguments';
import { addToTrace, readTrace, traceName } from '../../cache/build-trace';
import { NAMESPACE_ARGUMENT, type MountKey } from '../../cache/mount-key';
import { runUse } from '../../cache/use/run-use';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest } from './build-request';
import type { ReadDockerfile } from './read-dockerfile';

/**
 * Keeps what this build left in the builder, so that a prune can tell it from what others left. A trace that cannot be
 * kept costs no build its success: then that much stays when the project is pruned.
 */
export function leaveTrace(
  world: Pick<World, 'environment'>,
  request: Pick<BuildRequest, 'history' | 'options'>,
  dockerfile: ReadDockerfile,
  record: BuildRecord,
): void {
  const traces = request.history?.traces;
  if (traces === undefined) return;
  const name = traceName({ ...record, builder: record.builder.name });
  try {
    const before = readTrace(traces.read(name));
    const after = addToTrace(before, record, mountsOf(world, request, dockerfile, record));
    if (JSON.stringify(after) !== JSON.stringify(before)) traces.write(name, after);
  } catch {
    return;
  }
}

/** Also those of steps that were cached: they are read as BuildKit names the steps, with the values of variables. */
function mountsOf(
  { environment }: Pick<World, 'environment'>,
  { options }: Pick<BuildRequest, 'options'>,
  { stages }: ReadDockerfile,
  { steps }: BuildRecord,
): readonly MountKey[] {
  const namespace = givenBuildArgs(options, environment.get)[NAMESPACE_ARGUMENT];
  return steps
    .flatMap(({ name }) => runUse(name, { stages, namespace, recipes: RECIPES })?.mounts ?? [])
    .flatMap(({ key }) => key ?? []);
}
