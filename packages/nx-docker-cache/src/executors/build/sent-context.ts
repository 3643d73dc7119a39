import { sentFiles, type SentFiles } from '../../context/project-files';
import type { World } from '../../io/world';
import { ignoreText } from './ignore-text';

/**
 * The build context of a Dockerfile as the engine receives it, read as it is asked for. Undefined where the ignore file
 * is one that the engine refuses. Both paths are absolute.
 */
export async function sentContext(
  files: Pick<World['files'], 'read' | 'project'>,
  dockerfile: string,
  context: string,
): Promise<SentFiles | undefined> {
  return sentFiles(files.project(context), await ignoreText(files, dockerfile, context));
}
