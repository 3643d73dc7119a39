import { ProductError } from '../../errors/product-error';
import { readImageArchive, type ImageArchive } from '../../image-diff/image-archive';
import { TarError } from '../../image-diff/tar-header';
import { hasSucceeded } from '../../io/process-result';
import type { ProcessResult, World } from '../../io/world';

/** By this label images of a comparison that was killed can be found: `docker image ls --filter label=…`. */
export const TEMPORARY_LABEL = 'nx-docker-cache.temporary=verify';

/** The references of the two images of one comparison. */
export function temporaryReferences(unique: string): { readonly before: string; readonly after: string } {
  const name = 'nx-docker-cache-verify';
  return { before: `${name}:${unique}-before`, after: `${name}:${unique}-after` };
}

/** Those that were not built are not there to be removed: nothing of it is an error. */
export async function removeImages(
  { processes }: Pick<World, 'processes'>,
  references: readonly string[],
): Promise<void> {
  await processes.run({ file: 'docker', args: ['image', 'rm', '--force', ...references] });
}

/**
 * Reads images out of the engine, as they come.
 * @throws ProductError IMAGES_NOT_READ
 */
export async function readImages(
  { processes }: Pick<World, 'processes'>,
  references: readonly string[],
  signal: AbortSignal,
): Promise<ImageArchive> {
  const { process, consumed } = await processes.stream(
    { file: 'docker', args: ['image', 'save', ...references] },
    readImageArchive,
    signal,
  );
  if (hasSucceeded(process) && consumed.ok) return consumed.value;
  // What docker says comes first: an archive that ends too early is only its consequence.
  if (!consumed.ok && !(consumed.error instanceof TarError)) throw consumed.error;
  throw imagesNotRead(
    process.kind === 'exited' && process.exitCode !== 0
      ? complaint(process)
      : consumed.ok
        ? complaint(process)
        : (consumed.error as TarError).message,
  );
}

export function imagesNotRead(why: string): ProductError {
  return new ProductError({
    code: 'IMAGES_NOT_READ',
    what: 'the images could not be read out of the engine',
    why,
    next: 'try again; if it fails again, report it with this text',
  });
}

function complaint(result: ProcessResult): string {
  switch (result.kind) {
    case 'not-found':
      return 'docker is not installed';
    case 'signalled':
      return `docker image save was ended by ${result.signal}`;
    case 'exited':
      return result.stderr.trim() || `docker image save ended with exit code ${result.exitCode}`;
  }
}
