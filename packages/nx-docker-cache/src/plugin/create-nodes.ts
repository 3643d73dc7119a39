import type { CreateNodesContext, CreateNodesResult } from '@nx/devkit';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type * as BuildFactsModule from '../infer/build-facts';
import { linkBuilds } from '../infer/link-builds';
import { readPluginOptions } from '../infer/plugin-options';
import { submoduleFolders } from '../infer/submodules';
import { targetInference } from '../infer/targets';
import { packagesKey, workspacePackages, type WorkspaceFiles } from '../infer/workspace-packages';
import { stampsOf } from '../io/noted-reader';
import { workspaceReader, type WorkspaceReader } from '../io/workspace-reader';
import { composeDependencies } from './compose-dependencies';
import { filesOf, projectFolders, type ProjectFolder } from './project-folders';
import { readMemory, writeMemory } from './project-memory';
import type { WorkspaceSettings } from './read-project';
import { readProjects, type ReadFolders } from './read-projects';
import { registerVariables } from './register-targets';
import { imageStatesOf, projectMemoryOf } from './workspace-data';

const load = createRequire(__filename);

/**
 * The targets of every project with a Dockerfile or a compose file. A file that belongs to no project is left alone.
 * @throws ProductError for plugin options that cannot be; AggregateCreateNodesError with what could be inferred
 */
export async function inferNodes(
  files: readonly string[],
  written: unknown,
  { workspaceRoot, nxJsonConfiguration }: CreateNodesContext,
): Promise<[string, CreateNodesResult][]> {
  const options = readPluginOptions(written);
  const reader = workspaceReader(workspaceRoot);
  const packageFiles: WorkspaceFiles = {
    packageJson: reader.text('package.json'),
    pnpm: reader.text('pnpm-workspace.yaml'),
    lerna: reader.text('lerna.json'),
  };
  const isPackage = packagesMatcher(packageFiles);
  const { projects: read, errors } = recalledOrRead(
    projectFolders(files),
    { options, reader, nxJson: { ...nxJsonConfiguration }, isPackage },
    packagesKey(packageFiles),
    workspaceRoot,
  );
  const infer = targetInference({
    options,
    linksOf: linkBuilds(read.map(({ facts }) => facts)),
    submodules: submoduleFolders(reader.text('.gitmodules')),
    platform: reader.platform,
    wholeGlobs: (...place) => (load('../infer/build-facts') as typeof BuildFactsModule).wholeGlobs(...place),
  });
  const dependenciesOf = composeDependencies(files, { options, isPackage, reader });
  const projects = read.map(({ facts, named, folder }) => {
    const { targets, variables } = infer(facts);
    const others = (folder.composeFile === undefined ? [] : dependenciesOf(folder.composeFile)).filter(
      (name) => name !== facts.name,
    );
    const configuration = {
      ...named,
      ...(others.length > 0 && { implicitDependencies: others }),
      targets,
    };
    return { root: facts.root, file: fileOf(folder), configuration, variables };
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
  if (errors.length > 0)
    throw await aggregateError(
      errors.map(([folder, error]) => [fileOf(folder), error]),
      results,
    );
  return results;
}

/** Made when it is first asked for: in most runs nothing is read anew. */
function packagesMatcher(files: WorkspaceFiles): (folder: string) => boolean {
  let matcher: ReturnType<typeof workspacePackages> | undefined;
  return (folder) => (matcher ??= workspacePackages(files))(folder);
}

/** With the help of what the last run has left, which is renewed where it does not hold any more. */
function recalledOrRead(
  folders: readonly ProjectFolder[],
  settings: WorkspaceSettings & { readonly reader: WorkspaceReader },
  packages: string,
  workspaceRoot: string,
): ReadFolders {
  const notedMs = Date.now();
  const kept = projectMemoryOf(workspaceRoot);
  const common = JSON.stringify([OWN_CODE, settings.options, settings.nxJson['targetDefaults'], packages]);
  const stamps = stampsOf(workspaceRoot);
  const memory = readMemory(kept.read(), common, stamps);
  const read = readProjects(folders, { ...settings, memory, stamps });
  // After the answer: Nx goes on with that in its own process meanwhile.
  if (read.isNew)
    setImmediate(() => {
      kept.write(writeMemory(common, read.remembered, notedMs));
    });
  return read;
}

/** Which plugin this is: another version, and another build of this one, may infer something else. */
const OWN_CODE = stampsOf(__dirname).of(basename(__filename), 'all');

/** The file by which Nx has found a folder. */
function fileOf(folder: ProjectFolder): string {
  return filesOf(folder)[0] ?? folder.root;
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
