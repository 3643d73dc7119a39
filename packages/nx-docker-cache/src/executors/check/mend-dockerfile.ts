import type { SentFiles } from '../../context/project-files';
import { fileNotWritten } from '../../errors/file-not-written';
import { fileToWrite } from '../../io/file-to-write';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import { upgradeBytes } from '../../upgrade/upgrade-bytes';

export interface FileToMend {
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly context: SentFiles | undefined;
}

/**
 * Makes the edits of the upgrade's own plan, which is read back and compared before it counts.
 * @returns the new text
 * @throws ProductError FILE_NOT_WRITTEN, OUTSIDE_WORKSPACE, and what Dockerfiles that cannot be read give cause to
 */
export async function mendDockerfile(
  world: Pick<World, 'files' | 'environment'>,
  { shown, path, bytes, context }: FileToMend,
): Promise<string> {
  const { before, after } = upgradeBytes(shown, bytes, RECIPES, {
    ...(context !== undefined && { context }),
  });
  if (before === after) return after;
  try {
    await world.files.write(await fileToWrite(world, path), after);
  } catch (cause) {
    throw fileNotWritten(
      {
        what: 'the mended Dockerfile could not be written; the old one is still there',
        where: shown,
        next: 'make the file and its folder writable',
      },
      cause,
    );
  }
  return after;
}
