import type { World } from '../../io/world';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest, BuiltImage } from './build-request';
import { shownPath } from './shown-path';
import { finishBuild } from './finish-build';
import { interrupted, interruption } from './interruption';
import { dockerfileToSend } from './leave-out-records';
import { observeBuild } from './observe-build';
import { readDockerfile, type ReadDockerfile } from './read-dockerfile';
import { runAttempts } from './run-attempts';
import { watchCaches } from './watch-caches';

export interface BuildEnd {
  /** As it was read for the build. */
  readonly dockerfile: ReadDockerfile;
  readonly record: BuildRecord;
  readonly image: BuiltImage;
}

/**
 * Builds one image: reads the Dockerfile, runs buildx, shows its progress, writes build.json and metadata.json, and
 * prints the summary.
 * @throws ProductError for everything that can go wrong with a build. Nothing is written when it is interrupted.
 */
export async function runBuild(world: World, request: BuildRequest): Promise<BuildEnd> {
  for (const note of request.notes) world.terminal.err(`${note}\n`);
  const dockerfile = await readDockerfile(world.files, {
    file: request.options.dockerfile,
    shown: shownPath(request, request.options.dockerfile),
    project: request.project,
  });
  const scratch = await world.files.temporaryFolder('nx-docker-cache-');
  const interrupt = interruption(world);
  const caches = watchCaches(world, request, dockerfile);
  try {
    const copy = { dockerfile: dockerfile.text, folder: scratch };
    const sent = { ...request.options, dockerfile: await dockerfileToSend(world.files, request, copy) };
    const running = runAttempts(world, { ...request, options: sent }, dockerfile, {
      scratch,
      signal: interrupt.signal,
      caches,
    });
    const observation = observeBuild(world, request, { ...dockerfile, sentAs: sent.dockerfile });
    const outcome = await running;
    if (interrupt.signal.aborted) {
      observation?.stop();
      throw interrupted('the build', request);
    }
    return await finishBuild(world, { request, dockerfile, outcome, observation, caches });
  } finally {
    interrupt.release();
    caches.stop();
    await world.files.remove(scratch);
  }
}
