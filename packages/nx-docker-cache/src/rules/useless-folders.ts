import { RECORD_FILES, RECORDS_FOLDER } from '../build/output-folder';
import { pathInContext } from '../context/clean-path';
import type { Dockerfile } from '../dockerfile/syntax';

/** What makes such folders on the machine of a developer; no image needs them, and the tools make them anew. */
export type UselessKind =
  'history' | 'tasks' | 'turbo' | 'python' | 'node' | 'gradle' | 'terraform' | 'editor';

/** By name. `node_modules` counts only where the build installs packages of its own: elsewhere it may be meant. */
export const USELESS_FOLDERS: ReadonlyMap<string, UselessKind> = new Map([
  ['.git', 'history'],
  ['.hg', 'history'],
  ['.svn', 'history'],
  ['.nx', 'tasks'],
  ['.turbo', 'turbo'],
  ['.venv', 'python'],
  ['__pycache__', 'python'],
  ['.tox', 'python'],
  ['.nox', 'python'],
  ['.mypy_cache', 'python'],
  ['.pytest_cache', 'python'],
  ['.ruff_cache', 'python'],
  ['node_modules', 'node'],
  ['.gradle', 'gradle'],
  ['.terraform', 'terraform'],
  ['.idea', 'editor'],
  ['.vscode', 'editor'],
]);

export function isUseless(name: string, installsNode: boolean): boolean {
  const kind = USELESS_FOLDERS.get(name);
  return kind !== undefined && (kind !== 'node' || installsNode);
}

/** A file that each build of the workspace writes anew. Other files may lie there for a reason of their own. */
export function isBuildRecord(path: string): boolean {
  return path.startsWith(`${RECORDS_FOLDER}/`) && RECORD_FILES.some((name) => path.endsWith(`/${name}`));
}

/** Whether a build fills a node_modules of its own. */
export function installsNodePackages({ instructions }: Dockerfile): boolean {
  return instructions.some(
    ({ name, original }) => name === 'RUN' && /\b(?:npm|yarn|pnpm|bun)\b/.test(original.text),
  );
}

/**
 * The outermost folder with such a name on the way to a file; undefined where there is none, and where a source leads
 * into it: then it was meant.
 * @param named sources as paths or patterns
 */
export function outermostFolder(
  path: string,
  named: readonly string[],
  isSuch: (name: string) => boolean,
): string | undefined {
  const parts = path.split('/').slice(0, -1);
  const at = parts.findIndex(isSuch);
  if (at < 0) return undefined;
  const folder = parts.slice(0, at + 1).join('/');
  return isMeant(folder, named) ? undefined : folder;
}

/** Whether a source leads into a folder. */
export function isMeant(folder: string, named: readonly string[]): boolean {
  return named.some((source) => `${pathInContext(source)}/`.startsWith(`${folder}/`));
}
