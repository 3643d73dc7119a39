import { dirname, relative, resolve } from 'node:path';
import type { SentFiles } from '../context/project-files';
import { chooseContext } from '../executors/build/choose-context';
import { sentContext } from '../executors/build/sent-context';
import type { World } from '../io/world';

/**
 * The build context of a Dockerfile as it is sent: the folder that is given, or else that of the Dockerfile, or the
 * current one where what it copies is only there.
 *
 * @param file as it was given
 * @throws ProductError CONTEXT_FILE_MISSING when it is no folder
 */
export async function contextOf(
  file: string,
  written: string | undefined,
  { files, environment }: Pick<World, 'files' | 'environment'>,
): Promise<SentFiles | undefined> {
  const { cwd } = environment;
  const dockerfile = resolve(cwd, file);
  const context = await chooseContext(files, {
    written,
    dockerfile,
    projectRoot: relative(cwd, dirname(dockerfile)) || '.',
    workspaceRoot: cwd,
  });
  return sentContext(files, dockerfile, context);
}
