import { checkCommand, type CheckedBuild } from '../../build/check-command';
import { builderDriver, namedBuilder } from '../../io/builder';
import type { World } from '../../io/world';

/** Its frontend and the facts of base images may have to come from a registry, which may not answer. */
const LONGEST_MS = 15_000;

/**
 * What BuildKit's own checks print; undefined where they cannot be had: without engine, with a buildx before 0.15, or where
 * a builder would have to be started for it.
 */
export async function askBuildkit(
  { processes, clock, environment, files }: Pick<World, 'processes' | 'clock' | 'environment' | 'files'>,
  build: CheckedBuild,
): Promise<string | undefined> {
  const name = namedBuilder(environment, build.builder) ?? 'default';
  if ((await builderDriver(files, environment, name)) !== 'docker') return undefined;
  const stop = new AbortController();
  const release = clock.every(LONGEST_MS, () => {
    stop.abort();
  });
  try {
    const result = await processes.run(checkCommand(build), { signal: stop.signal });
    // It ends with 1 where it finds something.
    return result.kind === 'exited' ? result.stdout : undefined;
  } finally {
    release();
  }
}
