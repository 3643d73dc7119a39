import type { CreateNodesContext, CreateNodesResult } from '@nx/devkit';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type * as BuildFactsModule from '../infer/build-facts';
import { linkBuilds } from '../infer/link-builds';
import { readPluginOptions, type PluginOptions } from '../infer/plugin-options';
import type { ProjectFacts } from '../infer/project-facts';
import { submoduleFolders } from '../infer/submodules';
import { targetInference } from '../infer/targets';
import { packagesKey, workspacePackages, type WorkspaceFiles } from '../infer/workspace-packages';
import type { KeptText } from '../io/kept-text';
import { stampsOf } from '../io/noted-reader';
import { workspaceReader } from '../io/workspace-reader';
import { composeDependencies } from './compose-dependencies';
import { filesOf, projectFolders, type ProjectFolder } from './project-folders';
import { readMemory, writeMemory } from './project-memory';
import { readProjects, type ReadFolder, type ReadFolders, type ReadingPlace } from './read-projects';
import { matchingFiles, registrationsOf, type RegisteredFiles } from './registrations';
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
  const place = {
    reader,
    nxJson: { ...nxJsonConfiguration },
    isPackage,
    packages: packagesKey(packageFiles),
    stamps: stampsOf(workspaceRoot),
    memoryAt: (entry: number | undefined) => projectMemoryOf(workspaceRoot, entry),
  };
  const registered = await registrationsOf(
    nxJsonConfiguration.plugins,
    written,
    files,
    matchingFiles(workspaceRoot),
  );
  const { projects: read, errors } = recalledOrRead(projectFolders(files), options, registered.place, place);
  const others = registered.others.flatMap((other) => readOther(other, place));
  const infer = targetInference({
    options,
    linksOf: linkBuilds([...read.map(({ facts }) => facts), ...others]),
    submodules: submoduleFolders(reader.text('.gitmodules')),
    platform: reader.platform,
    wholeGlobs: (...place) => (load('../infer/build-facts') as typeof BuildFactsModule).wholeGlobs(...place),
  });
  const allFiles = [...files, ...registered.others.flatMap((other) => other.files)];
  const dependenciesOf = composeDependencies(allFiles, { options, isPackage, reader });
  const projects = read.map((project) => projectNode(project, infer, dependenciesOf));
  register(
    workspaceRoot,
    // Those of other entries too: Nx asks for all of them at once, and one list is kept.
    [
      ...projects.flatMap(({ variables }) => variables),
      ...others.flatMap(({ builds }) => builds.map(({ variable }) => variable)),
    ],
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

/** A project with its targets, as it is given to Nx. */
function projectNode(
  { facts, named, folder }: ReadFolder,
  infer: ReturnType<typeof targetInference>,
  dependenciesOf: ReturnType<typeof composeDependencies>,
) {
  const { targets, variables } = infer(facts);
  const services = (folder.composeFile === undefined ? [] : dependenciesOf(folder.composeFile)).filter(
    (name) => name !== facts.name,
  );
  const configuration = {
    ...named,
    ...(services.length > 0 && { implicitDependencies: services }),
    targets,
  };
  return { root: facts.root, file: fileOf(folder), configuration, variables };
}

/** Made when it is first asked for: in most runs nothing is read anew. */
function packagesMatcher(files: WorkspaceFiles): (folder: string) => boolean {
  let matcher: ReturnType<typeof workspacePackages> | undefined;
  return (folder) => (matcher ??= workspacePackages(files))(folder);
}

interface KnownPlace extends Omit<ReadingPlace, 'options' | 'memory'> {
  /** `packagesKey` */
  readonly packages: string;
  readonly memoryAt: (entry: number | undefined) => KeptText;
}

/** The projects of another entry in nx.json, as far as it has any: what is wrong there is said when that one is asked. */
function readOther(
  { options, place: entry, files }: RegisteredFiles,
  place: KnownPlace,
): readonly ProjectFacts[] {
  try {
    const { projects } = recalledOrRead(projectFolders(files), readPluginOptions(options), entry, place);
    return projects.map(({ facts }) => facts);
  } catch {
    return [];
  }
}

/** With the help of what the last run has left, which is renewed where it does not hold any more. */
function recalledOrRead(
  folders: readonly ProjectFolder[],
  options: PluginOptions,
  entry: number | undefined,
  place: KnownPlace,
): ReadFolders {
  const notedMs = Date.now();
  const kept = place.memoryAt(entry);
  const common = JSON.stringify([OWN_CODE, options, place.nxJson['targetDefaults'], place.packages]);
  const memory = readMemory(kept.read(), common, place.stamps);
  const read = readProjects(folders, { ...place, options, memory });
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
