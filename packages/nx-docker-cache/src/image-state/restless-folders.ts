/**
 * Folders that no look at a build context enters: what git never keeps and what every command changes (`.git`, `.nx`), or
 * what is too large to read before every build and follows from a lock file that is hashed (`node_modules`).
 */
export const NEVER_LOOKED_AT: readonly string[] = ['.git', '.nx', 'node_modules'];

/**
 * Folders that the tasks of a run write, usually before the build that reads them: they are hashed, but a change in them
 * since the run began says nothing. A file in them that changes while its image is built is not noticed
 * (docs/task-cache.md).
 */
export const WRITTEN_BY_TASKS: readonly string[] = ['dist', 'tmp'];

/** Whether a path of the workspace is one of these folders, or lies in one. */
export function isRestless(path: string): boolean {
  return path.split('/').some((part) => NEVER_LOOKED_AT.includes(part) || WRITTEN_BY_TASKS.includes(part));
}
