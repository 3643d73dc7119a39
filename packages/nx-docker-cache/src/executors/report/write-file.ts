import { fileNotWritten } from '../../errors/file-not-written';
import type { Files } from '../../io/world';

/** @throws ProductError FILE_NOT_WRITTEN */
export async function writeFileOrFail(
  files: Pick<Files, 'write'>,
  file: string,
  content: string,
): Promise<void> {
  try {
    await files.write(file, content);
  } catch (cause) {
    throw fileNotWritten(
      {
        what: 'the report cannot be written',
        where: file,
        next: 'choose another file',
      },
      cause,
    );
  }
}
