import type { CreateNodesContext, CreateNodesResult } from '@nx/devkit';
import { randomUUID } from 'node:crypto';
import { readPluginOptions } from '../infer/plugin-options';
import { workspaceReader } from '../io/workspace-reader';
import { composeDependencies } from './compose-dependencies';
import { inferProject } from './infer-project';
import { projectFolders } from './project-folders';
import { registerVariables } from './register-targets';
import { imageStatesOf } from './workspace-data';

/**
 * The targets of every project with a Dockerfile or a compose file. A file that belongs to no project is left alone.
 * @throws ProductError for plugin options that cannot be; AggregateCreateNodesError with what could be inferred
 */
export async function inferNodes(
  files: readonly string[],
  written: unknown,
  { workspaceRoot }: CreateNodesContext,
): Promise<[string, CreateNodesResult][]> {
  const options = readPluginOptions(written);
  const reader = workspaceReader(workspaceRoot);
  const errors: [string, Error][] = [];
  const dependenciesOf = composeDependencies(files, options, reader);
  const projects = projectFolders(files).flatMap((folder) => {
    const { root, dockerfiles, composeFile } = folder;
    const file = dockerfiles[0]?.file ?? composeFile ?? root;
    try {
      const inferred = inferProject(folder, options, reader, dependenciesOf);
      return inferred === undefined ? [] : [{ root, file, ...inferred }];
    } catch (error) {
      errors.push([file, error instanceof Error ? error : new Error(String(error))]);
      return [];
    }
  });
  register(
    workspaceRoot,
    projects.flatMap(({ variables }) => variables),
  );
  const results = withoutSecondNames(projects).map(
    ({ root, file, configuration }): [string, CreateNodesResult] => [
      file,
      { projects: { [root]: configuration } },
    ],
  );
  if (errors.length > 0) throw await aggregateError(errors, results);
  return results;
}

/** The way in which Nx keeps the projects that could be read. Its module is slow to load and rarely needed. */
async function aggregateError(
  errors: [string, Error][],
  results: [string, CreateNodesResult][],
): Promise<Error> {
  const { AggregateCreateNodesError } = await import('@nx/devkit');
  return new AggregateCreateNodesError(errors, results);
}

/** Two projects of one name would break the whole graph: a name that we give is given once. */
function withoutSecondNames<T extends { readonly configuration: { readonly name?: string } }>(
  projects: readonly T[],
): readonly T[] {
  const given = new Set<string>();
  return projects.filter(({ configuration: { name } }) => {
    if (name === undefined) return true;
    const isFirst = !given.has(name);
    given.add(name);
    return isFirst;
  });
}

/** A folder that cannot be written must not cost the graph: a target that the hook does not know is always built. */
function register(workspaceRoot: string, variables: readonly string[]): void {
  try {
    registerVariables(imageStatesOf(workspaceRoot), workspaceRoot, variables, randomUUID);
  } catch {
    return;
  }
}
