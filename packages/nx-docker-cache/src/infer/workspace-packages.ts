import type * as MinimatchModule from 'minimatch';
import { createRequire } from 'node:module';
import { join } from 'node:path/posix';
import type * as Yaml from 'yaml';
import { objectOf, parseObject, textsOf } from './project-file';

const load = createRequire(__filename);

/** Where a package manager is told which folders are packages: the texts of files at the root, undefined for one that is not there. */
export interface WorkspaceFiles {
  readonly packageJson: string | undefined;
  readonly pnpm: string | undefined;
  readonly lerna: string | undefined;
}

/**
 * Those of them that decide it, as one text: another script in package.json is no other workspace.
 */
export function packagesKey({ packageJson, pnpm, lerna }: WorkspaceFiles): string {
  const { workspaces, nx } = parseObject(packageJson ?? '');
  return JSON.stringify([packageJson !== undefined, workspaces, nx !== undefined, pnpm, lerna]);
}

/**
 * Whether Nx makes a project of the package.json of a folder that has no project.json: where a package manager takes it for
 * one of the workspace (`buildPackageJsonWorkspacesMatcher` of Nx's `plugins/package-json/create-nodes`, which takes half a
 * second to load).
 */
export function workspacePackages(files: WorkspaceFiles): (folder: string) => boolean {
  const patterns = patternsOf(files);
  if (patterns.length === 0) return () => false;
  // Nx's own, of which its patterns are written; loaded where a package manager has a workspace.
  const { Minimatch } = load('minimatch') as typeof MinimatchModule;
  const globsOf = (some: readonly string[]) => some.map((pattern) => new Minimatch(packageJsonIn(pattern)));
  const isLeft = (pattern: string): boolean => pattern.startsWith('!');
  const taken = patterns.filter((pattern) => !isLeft(pattern));
  const left = globsOf(patterns.filter(isLeft).map((pattern) => pattern.slice(1)));
  const takesRest = left.length > 0 && taken.every((pattern) => pattern === ROOT_PACKAGE);
  const globs = globsOf([...taken, ...(takesRest ? ['**'] : [])]);
  return (folder) => {
    const file = packageJsonIn(folder);
    return globs.some((glob) => glob.match(file)) && !left.some((glob) => glob.match(file));
  };
}

function packageJsonIn(folder: string): string {
  return join(folder.replace(/(?:^|\/)package\.json$/, ''), 'package.json');
}

/** The workspace itself. */
const ROOT_PACKAGE = '.';

function patternsOf({ packageJson, pnpm, lerna }: WorkspaceFiles): readonly string[] {
  if (packageJson === undefined) return [];
  const { workspaces, nx } = parseObject(packageJson);
  const ofLerna = textsOf(parseObject(lerna ?? '')['packages']) ?? [];
  return [
    ...(textsOf(workspaces) ?? textsOf(objectOf(workspaces)['packages']) ?? []),
    ...(textsOf(yamlFields(pnpm)['packages']) ?? []),
    ...(lerna !== undefined && ofLerna.length === 0 ? ['packages/*'] : ofLerna),
    ...(nx === undefined ? [] : [ROOT_PACKAGE]),
  ];
}

/** Loaded for those alone who have such a file. */
function yamlFields(text: string | undefined): ReturnType<typeof objectOf> {
  if (text === undefined) return {};
  try {
    return objectOf((load('yaml') as typeof Yaml).parse(text));
  } catch {
    return {};
  }
}
