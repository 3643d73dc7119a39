import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest, BuiltImage } from './build-request';
import { shownPath } from './explain-failure';
import { finishBuild } from './finish-build';
import { readDockerfile } from './read-dockerfile';
import { runAttempts } from './run-attempts';

export interface BuildEnd {
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
  try {
    const outcome = await runAttempts(world, request, dockerfile, { scratch, signal: interrupt.signal });
    if (interrupt.signal.aborted) throw interrupted(request);
    return await finishBuild(world, { request, dockerfile, outcome });
  } finally {
    interrupt.release();
    await world.files.remove(scratch);
  }
}

function interruption({ interrupts }: World): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = interrupts.listen(() => {
    controller.abort();
  });
  return { signal: controller.signal, release };
}

function interrupted({ project }: BuildRequest): ProductError {
  return new ProductError({
    code: 'BUILD_INTERRUPTED',
    what: 'the build was interrupted',
    where: project,
    next: 'build again: finished steps are still cached',
  });
}
