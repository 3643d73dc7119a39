import * as path from 'node:path';

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
  const root = repository !== undefined && isWithin(workspaceRoot, repository) ? repository : workspaceRoot;
  return path.relative(root, file).split(path.sep).join('/');
}

function isWithin(folder: string, outer: string): boolean {
  const relative = path.relative(outer, folder);
  return path.isAbsolute(outer) && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
