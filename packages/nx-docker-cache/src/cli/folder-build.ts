import * as path from 'node:path';
import { isInFolder } from '../build/in-folder';
import { targetNameOf, variantOf } from '../infer/dockerfile-names';

/** What a build is called where no Nx names it: in its record, in the history, and by cache-status. */
export interface FolderBuild {
  readonly project: string;
  readonly target: string;
  /** Which of several Dockerfiles of a folder; '' for the plain one. */
  readonly variant: string;
}

/**
 * The folder of the Dockerfile names it, so that those that are built from the top of a repository are told apart; that of the
 * context where the Dockerfile lies outside of it.
 * @param dockerfile absolute, as all paths
 * @param context where it is known
 */
export function folderBuild(dockerfile: string, context: string = path.dirname(dockerfile)): FolderBuild {
  const folder = path.dirname(dockerfile);
  const variant = variantOf(path.basename(dockerfile)) ?? '';
  return {
    project: path.basename(isInFolder(folder, context) ? folder : context),
    target: targetNameOf('build', variant),
    variant,
  };
}
