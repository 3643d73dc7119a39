import { createRequire } from 'node:module';
import type * as WorkspaceContextModule from 'nx/src/utils/workspace-context';
import { FILES_GLOB } from '../infer/dockerfile-names';
import { isRecord } from '../io/json';
import { PLUGIN } from './plugin-name';

const load = createRequire(__filename);

/** One entry of the plugin in nx.json: each has its own options and its own files, and Nx calls the plugin once for each. */
export interface Registration {
  /** In the list of all plugins. */
  readonly place: number;
  readonly options: unknown;
  /** Globs; empty is everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface RegisteredFiles extends Registration {
  /** Those that Nx calls the plugin with for it. */
  readonly files: readonly string[];
}

/** The entry that the plugin is called for, and the others. */
export interface Registrations {
  /** Undefined where there is one only. */
  readonly place: number | undefined;
  readonly others: readonly RegisteredFiles[];
}

/**
 * The images of one entry may be built on those of another. Most workspaces have a single one: nothing is asked for then.
 * @param written the options of the call
 * @param listFiles see `matchingFiles`
 */
export async function registrationsOf(
  plugins: unknown,
  written: unknown,
  files: readonly string[],
  listFiles: (registration: Registration) => Promise<readonly string[]>,
): Promise<Registrations> {
  const all = entriesIn(plugins);
  if (all.length < 2) return { place: undefined, others: [] };
  const listed = await Promise.all(
    all.map(async (entry): Promise<RegisteredFiles> => ({
      ...entry,
      files: await listFiles(entry).catch(() => []),
    })),
  );
  const withOptions = listed.filter(({ options }) => isSame(options, written));
  const own = withOptions.find((entry) => haveSameNames(entry.files, files)) ?? withOptions[0];
  return { place: own?.place, others: listed.filter((entry) => entry !== own) };
}

function entriesIn(plugins: unknown): readonly Registration[] {
  const list: readonly unknown[] = Array.isArray(plugins) ? plugins : [];
  return list.flatMap((entry, place): Registration[] => {
    if (entry === PLUGIN) return [{ place, options: undefined, include: [], exclude: [] }];
    if (!isRecord(entry) || entry['plugin'] !== PLUGIN) return [];
    const { options, include, exclude } = entry;
    return [{ place, options, include: globsIn(include), exclude: globsIn(exclude) }];
  });
}

function globsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((glob): glob is string => typeof glob === 'string') : [];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? {}) === JSON.stringify(other ?? {});
}

function haveSameNames(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(one);
  return names.size === other.length && other.every((name) => names.has(name));
}

/** The files of an entry, as Nx finds them. */
export function matchingFiles(
  workspaceRoot: string,
): (registration: Registration) => Promise<readonly string[]> {
  return async ({ include, exclude }) => {
    const { globWithWorkspaceContext: glob } = load(
      'nx/src/utils/workspace-context',
    ) as typeof WorkspaceContextModule;
    const found = await glob(workspaceRoot, [FILES_GLOB], [...exclude]);
    if (include.length === 0) return found;
    const included = new Set(await glob(workspaceRoot, [...include], [...exclude]));
    return found.filter((file) => included.has(file));
  };
}
