import * as path from 'node:path';
import { ProductError } from '../errors/product-error';
import { isAbsence } from './error-code';
import type { World } from './world';

/**
 * Where a text is written that belongs at a path: links are followed, but not out of the workspace (the folder with an nx.json
 * or a .git around the present one, else that one itself). A path that somebody names outside of it is theirs.
 * @param file absolute, or relative to the present folder; it need not be there
 * @throws ProductError OUTSIDE_WORKSPACE, and what the file system throws
 */
export async function fileToWrite(
  { files, environment: { cwd } }: Pick<World, 'files' | 'environment'>,
  file: string,
): Promise<string> {
  const target = path.resolve(cwd, file);
  const real = await realPlace(files, target);
  const root = await rootAround(files, cwd);
  if (!isBelow(root, target) || isBelow(await realPlace(files, root), real)) return real;
  throw new ProductError({
    code: 'OUTSIDE_WORKSPACE',
    what: 'nothing was written: a symbolic link leads out of the workspace',
    where: file,
    why: `it leads to ${real}`,
    next: 'name that file itself, or put a file of its own in the place of the link',
  });
}

type Looks = Pick<World['files'], 'facts' | 'realPath'>;

/** Of what is not there, its folder counts. */
async function realPlace(files: Looks, target: string): Promise<string> {
  try {
    return await files.realPath(target);
  } catch (error) {
    const folder = path.dirname(target);
    if (!isAbsence(error) || folder === target || (await files.facts(target)) !== undefined) throw error;
    return path.join(await realPlace(files, folder), path.basename(target));
  }
}

async function rootAround(files: Looks, start: string): Promise<string> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    for (const name of ['nx.json', '.git'])
      if ((await files.facts(path.join(folder, name))) !== undefined) return folder;
    if (path.dirname(folder) === folder) return start;
  }
}

function isBelow(folder: string, target: string): boolean {
  return target.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);
}
