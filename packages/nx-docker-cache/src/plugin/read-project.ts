import { basename } from 'node:path/posix';
import { certainPart } from '../context/path-reads';
import { contextFolder, join, relativeFolder } from '../infer/context-folder';
import { targetNameOf } from '../infer/dockerfile-names';
import { dockerfileReads } from '../infer/dockerfile-reads';
import {
  ownBuildOptions,
  readBuildOptions,
  withoutValues,
  type OwnBuildOptions,
} from '../infer/own-build-options';
import { ownInputs } from '../infer/own-inputs';
import type { PluginOptions } from '../infer/plugin-options';
import type { Fields } from '../infer/project-file';
import type { BuildFacts, BuildWay, ProjectFacts } from '../infer/project-facts';
import { readPlaces } from '../infer/read-places';
import { targetDefaults } from '../infer/target-defaults';
import type { OutputOwner } from '../infer/target-outputs';
import { BUILD_EXECUTOR } from '../infer/targets';
import type { WorkspaceReader } from '../io/workspace-reader';
import { outputWriters } from './output-writers';
import { ownProject, type OwnProject } from './own-project';
import type { ProjectFolder } from './project-folders';

export interface ReadProject {
  readonly facts: ProjectFacts;
  readonly named: OwnProject['named'];
}

/** What all projects of a workspace are read with. */
export interface ReadingWorkspace {
  readonly options: PluginOptions;
  readonly nxJson: Fields;
  readonly reader: WorkspaceReader;
}

/** Undefined for a folder that is no project, where the options do not make it one. */
export function readProject(folder: ProjectFolder, workspace: ReadingWorkspace): ReadProject | undefined {
  const { root, composeFile } = folder;
  const project = ownProject(root, workspace.options, workspace.reader);
  if (project === undefined) return undefined;
  const name = project.file.name ?? basename(root);
  return {
    named: project.named,
    facts: {
      root,
      name,
      builds: buildsOf(folder, { name, file: project.file }, workspace),
      hasCompose: composeFile !== undefined,
    },
  };
}

function buildsOf(
  { root, dockerfiles }: ProjectFolder,
  project: Pick<OutputOwner, 'name' | 'file'>,
  workspace: ReadingWorkspace,
): readonly BuildFacts[] {
  const { buildTarget } = workspace.options;
  if (buildTarget === false) return [];
  return dockerfiles.map(({ file, variant }) => {
    const target = targetNameOf(buildTarget, variant);
    const written = ownBuildOptions(
      project.file.targets[target],
      targetDefaults(workspace.nxJson, target, BUILD_EXECUTOR),
    );
    const owner = { ...project, root };
    const way = (options: OwnBuildOptions): BuildWay => buildWay(options, { owner, file }, workspace);
    const ways = [...new Map(written.map((options) => [JSON.stringify(options), options])).values()].map(way);
    return {
      target,
      file,
      variant,
      context: inferredContext(written, ways, way),
      ways,
      writers: writersOf(ways, { ...owner, target }, workspace),
      known: ownInputs({ target, ways }, root),
    };
  });
}

/** The context of the Dockerfile that was found, whatever the target's own options say. */
function inferredContext(
  [options = readBuildOptions({})]: readonly OwnBuildOptions[],
  [first]: readonly BuildWay[],
  way: (options: OwnBuildOptions) => BuildWay,
): string {
  const isPlain = first !== undefined && options.dockerfile === undefined && options.context === undefined;
  return (isPlain ? first : way({ ...options, dockerfile: undefined, context: undefined })).context;
}

interface DockerfilePlace {
  /** The project. */
  readonly owner: OutputOwner;
  /** Relative to the workspace. */
  readonly file: string;
}

function buildWay(
  options: OwnBuildOptions,
  { owner, file }: DockerfilePlace,
  workspace: ReadingWorkspace,
): BuildWay {
  const { reader } = workspace;
  const isWritten = (path: string): boolean => outputWriters(path, owner, workspace).length > 0;
  const dockerfile = options.dockerfile ?? file;
  const reads = dockerfileReads(reader.text(dockerfile), options);
  const copied = reads.paths.map(({ path }) => certainPart(path)).filter((path) => path !== '');
  const chosen = contextFolder({
    choice: choiceOf(options.context) ?? workspace.options.context,
    projectRoot: owner.root,
    copiedPaths: copied,
    // What a target is going to write is as good as there.
    exists: (path) => reader.exists(path) || isWritten(path),
  });
  const tree = reader.tree(chosen);
  return {
    options: withoutValues(options),
    dockerfile,
    context: chosen,
    ignoreText: reader.text(`${dockerfile}.dockerignore`) ?? reader.text(join(chosen, '.dockerignore')),
    reads,
    // What comes and goes is named in the same way whether it is there or not: its inputs would change otherwise.
    places: reads.paths
      .flatMap((read) => readPlaces(read, tree))
      .map((place) => (isWritten(join(chosen, place.path)) ? { ...place, kind: undefined } : place)),
  };
}

/** The option of a target; undefined where it has none and the plugin's own counts. */
function choiceOf(written: string | undefined): PluginOptions['context'] | undefined {
  if (written === undefined) return undefined;
  if (written === 'auto' || written === 'project' || written === 'workspace') return written;
  return { path: relativeFolder(written) };
}

/** The targets that write what is read, without the one that reads it. */
function writersOf(
  ways: readonly BuildWay[],
  own: OutputOwner & { readonly target: string },
  workspace: ReadingWorkspace,
): readonly string[] {
  const paths = ways.flatMap(({ context, places }) =>
    places
      .filter(({ path }) => path !== '' || context !== own.root)
      .map(({ path }) => (path === '' ? context : join(context, path))),
  );
  const writers = paths.filter((path) => path !== '.').flatMap((path) => outputWriters(path, own, workspace));
  return [...new Set(writers)].filter((writer) => writer !== `${own.name}:${own.target}`);
}
