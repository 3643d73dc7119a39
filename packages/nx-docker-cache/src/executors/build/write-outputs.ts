import * as path from 'node:path';
import { IMAGE_ID_FILE } from '../../build/output-folder';
import { fileNotWritten } from '../../errors/file-not-written';
import type { Files } from '../../io/world';
import type { BuildRecord } from '../../timing/record';

/**
 * The record, what buildx wrote, and the id of the image alone: builds on top of it are hashed with that. Each file whole
 * or not at all.
 * @param metadata what buildx wrote; without it an older file is removed, because it would speak of another build. So is
 * the id of an image that was not built.
 * @throws ProductError FILE_NOT_WRITTEN
 */
export async function writeOutputs(
  files: Pick<Files, 'write' | 'remove'>,
  folder: string,
  record: BuildRecord,
  metadata: string | undefined,
): Promise<void> {
  const id = record.outcome === 'success' ? (record.image.id ?? record.image.configDigest) : undefined;
  const writeOrRemove = (name: string, content: string | undefined): Promise<void> => {
    const file = path.join(folder, name);
    return content === undefined ? files.remove(file) : files.write(file, content);
  };
  try {
    await files.write(path.join(folder, 'build.json'), `${JSON.stringify(record, undefined, 2)}\n`);
    await writeOrRemove('metadata.json', metadata);
    await writeOrRemove(IMAGE_ID_FILE, id && `${id}\n`);
  } catch (cause) {
    throw fileNotWritten(
      (names) => ({
        what: 'the record of the build cannot be written',
        where: folder,
        next: `make the folder writable, or set ${names('outputPath')}`,
      }),
      cause,
    );
  }
}
