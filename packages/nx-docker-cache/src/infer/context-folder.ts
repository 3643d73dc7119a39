import type { ContextChoice } from './plugin-options';

export interface ContextFacts {
  readonly choice: ContextChoice;
  readonly projectRoot: string;
  /** What the Dockerfile copies, relative to its context. */
  readonly copiedPaths: readonly string[];
  /** Whether something is there, by its path relative to the workspace. */
  readonly exists: (path: string) => boolean;
}

/**
 * The build context relative to the workspace (`.` for the workspace itself). `auto` takes the project's root unless
 * something is only found from the workspace's root, and nothing only from the project's. What is found nowhere does not
 * count: it may be made later.
 */
export function contextFolder({ choice, projectRoot, copiedPaths, exists }: ContextFacts): string {
  if (choice === 'project') return projectRoot;
  if (choice === 'workspace') return '.';
  if (choice !== 'auto') return relativeFolder(choice.path);
  const onlyThere = (path: string, here: string, there: string): boolean =>
    exists(join(there, path)) && !exists(join(here, path));
  const wantsProject = copiedPaths.some((path) => onlyThere(path, '.', projectRoot));
  const wantsWorkspace = copiedPaths.some((path) => onlyThere(path, projectRoot, '.'));
  return wantsWorkspace && !wantsProject ? '.' : projectRoot;
}

/** `./deploy/`, `deploy` → `deploy`; the workspace itself is `.`. */
export function relativeFolder(written: string): string {
  const parts = written.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? '.' : parts.join('/');
}

/** Paths in a workspace are joined without a leading `./`, as Nx writes them. */
export function join(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`;
}
