import { dirname, relative, resolve } from 'node:path';
import type { SentFiles } from '../context/project-files';
import { chooseContext } from '../executors/build/choose-context';
import { sentContext } from '../executors/build/sent-context';
import type { World } from '../io/world';

type Reading = Pick<World, 'files' | 'environment'>;

/**
 * The folder of the build context of a Dockerfile, absolute: the one that is given, or else that of the Dockerfile, or the
 * current one where what it copies is only there.
 *
 * @param file as it was given
 * @throws ProductError CONTEXT_MISSING when it is no folder
 */
export async function contextFolderOf(
  file: string,
  written: string | undefined,
  { files, environment: { cwd } }: Reading,
): Promise<string> {
  const dockerfile = resolve(cwd, file);
  return chooseContext(files, {
    written,
    dockerfile,
    projectRoot: relative(cwd, dirname(dockerfile)) || '.',
    workspaceRoot: cwd,
  });
}

/**
 * The build context as it is sent; undefined where the engine refuses its ignore file.
 * @throws ProductError CONTEXT_MISSING
 */
export async function contextOf(
  file: string,
  written: string | undefined,
  world: Reading,
): Promise<SentFiles | undefined> {
  const folder = await contextFolderOf(file, written, world);
  return sentContext(world.files, resolve(world.environment.cwd, file), folder);
}
