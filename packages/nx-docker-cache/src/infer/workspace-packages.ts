import { createRequire } from 'node:module';
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
  const patterns = patternsOf(files).map((pattern) => pattern.replace(/^(!?)(?:\.\/)?/, '$1'));
  const taken = patterns.filter((pattern) => !pattern.startsWith('!'));
  const left = patterns.flatMap((pattern) => (pattern.startsWith('!') ? [globOf(pattern.slice(1))] : []));
  const takesRest = left.length > 0 && taken.every((pattern) => pattern === ROOT_PACKAGE);
  const globs = [...taken, ...(takesRest ? ['**'] : [])].map(globOf);
  return (folder) => {
    const path = folder === ROOT_PACKAGE ? '' : folder;
    return globs.some((glob) => glob.test(path)) && !left.some((glob) => glob.test(path));
  };
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

/** The signs of `minimatch` that are in use for workspaces: stars, `?`, sets and alternatives. */
function globOf(pattern: string): RegExp {
  const path = pattern === ROOT_PACKAGE ? '' : pattern.replace(/\/package\.json$/, '').replace(/\/+$/, '');
  const source = path.replace(/\*\*\/|\/\*\*$|\*\*|\*|\?|\[!?[^\]/]+\]|[{},]|[.+^$()|[\]\\]/g, (sign) => {
    const meaning = MEANINGS[sign];
    if (meaning !== undefined) return meaning;
    return sign.length > 2 ? sign.replace('[!', '[^') : `\\${sign}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A brace without its other half stands for itself.
    return new RegExp(`^${path.replace(/\W/g, '\\$&')}$`);
  }
}

/** Of a name that a sign stands for: none that is empty or has a point in front. */
const VISIBLE = '(?!(?<![^/])(?:\\.|/|$))';
const NAMES = `${VISIBLE}[^/]+`;
const MEANINGS: Readonly<Record<string, string>> = {
  '**/': `(?:${NAMES}/)*`,
  '/**': `(?:/${NAMES})*`,
  '**': `(?:${NAMES}(?:/${NAMES})*)?`,
  '*': `${VISIBLE}[^/]*`,
  '?': `${VISIBLE}[^/]`,
  '{': '(?:',
  ',': '|',
  '}': ')',
};
