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
  return autoContext({ projectRoot, copiedPaths, exists }).folder;
}

export interface AutoContext {
  readonly folder: string;
  /** What decided it, in words. */
  readonly because: string;
}

/** What `auto` chooses. */
export function autoContext({ projectRoot, copiedPaths, exists }: Omit<ContextFacts, 'choice'>): AutoContext {
  const onlyThere = (path: string, here: string, there: string): boolean =>
    exists(join(there, path)) && !exists(join(here, path));
  const inProject = copiedPaths.find((path) => onlyThere(path, '.', projectRoot));
  const inWorkspace = copiedPaths.find((path) => onlyThere(path, projectRoot, '.'));
  const project = (because: string): AutoContext => ({ folder: projectRoot, because });
  if (inWorkspace === undefined)
    return project(
      copiedPaths.length === 0 ? 'it names no source' : 'no source is found from the workspace only',
    );
  if (inProject !== undefined)
    return project(`${inProject} is only there, although ${inWorkspace} is only in the workspace`);
  return { folder: '.', because: `${inWorkspace} is only found from there` };
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
