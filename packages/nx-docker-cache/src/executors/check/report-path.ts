import { isInFolder } from '../../build/in-folder';
import { pathFrom } from '../build/shown-path';

/**
 * A file as readers of reports know it: relative to the repository, with `/`. On GitHub's runners the repository is
 * GITHUB_WORKSPACE, which the workspace may be a folder of; elsewhere it is the workspace.
 */
export function reportPath(
  file: string,
  workspaceRoot: string,
  environment: (name: string) => string | undefined,
): string {
  const repository = environment('GITHUB_WORKSPACE');
  const root = repository !== undefined && isInFolder(workspaceRoot, repository) ? repository : workspaceRoot;
  return pathFrom(root, file);
}
