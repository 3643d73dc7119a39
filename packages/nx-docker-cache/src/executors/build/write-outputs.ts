import * as path from 'node:path';
import { fileNotWritten } from '../../errors/file-not-written';
import type { Files } from '../../io/world';
import type { BuildRecord } from '../../timing/record';

/**
 * Each file whole or not at all.
 * @param metadata what buildx wrote; without it an older file is removed, because it would speak of another build
 * @throws ProductError FILE_NOT_WRITTEN
 */
export async function writeOutputs(
  files: Pick<Files, 'write' | 'remove'>,
  folder: string,
  record: BuildRecord,
  metadata: string | undefined,
): Promise<void> {
  const metadataFile = path.join(folder, 'metadata.json');
  try {
    await files.write(path.join(folder, 'build.json'), `${JSON.stringify(record, undefined, 2)}\n`);
    if (metadata === undefined) await files.remove(metadataFile);
    else await files.write(metadataFile, metadata);
  } catch (cause) {
    throw fileNotWritten(
      {
        what: 'the record of the build cannot be written',
        where: folder,
        next: 'make the folder writable, or set the option outputPath',
      },
      cause,
    );
  }
}
