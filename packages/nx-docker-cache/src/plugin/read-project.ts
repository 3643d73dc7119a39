import { basename, normalize } from 'node:path/posix';
import { onceEach } from '../collections/once-each';
import { certainPart } from '../context/path-reads';
import { followFolders } from '../context/follow-links';
import { buildFacts } from '../infer/build-facts';
import type { BuildWay } from '../infer/build-way';
import { contextFolder, join, relativeFolder } from '../infer/context-folder';
import { targetNameOf } from '../infer/dockerfile-names';
import { rememberingReads, type dockerfileReads } from '../infer/dockerfile-reads';
import {
  localContexts,
  ownBuildOptions,
  readBuildOptions,
  type OwnBuildOptions,
} from '../infer/own-build-options';
import { ownWaits } from '../infer/own-waits';
import type { PluginOptions } from '../infer/plugin-options';
import type { Fields, OwnTarget } from '../infer/project-file';
import type { BuildFacts, ProjectFacts } from '../infer/project-facts';
import { readPlaces } from '../infer/read-places';
import { targetDefaults } from '../infer/target-defaults';
import type { OutputOwner } from '../infer/target-outputs';
import { BUILD_EXECUTOR } from '../infer/targets';
import type { WorkspaceReader } from '../io/workspace-reader';
import { outputWriters, type WritersAt } from './output-writers';
import { ownProject, type OwnProject } from './own-project';
import type { ProjectFolder } from './project-folders';

export interface ReadProject {
  readonly facts: ProjectFacts;
  readonly named: OwnProject['named'];
}

/** What all projects of a workspace are read with. */
export interface WorkspaceSettings {
  readonly options: PluginOptions;
  readonly nxJson: Fields;
  /** `workspacePackages` */
  readonly isPackage: (folder: string) => boolean;
}

/** What one of them is read with. */
export interface ReadingWorkspace extends WorkspaceSettings {
  readonly reader: WorkspaceReader;
  readonly readsOf: typeof dockerfileReads;
  /** What nx.json says of the targets of a name. */
  readonly defaultsOf: (target: string) => readonly OwnTarget[];
}

/** Reads one project after the other; undefined for a folder that is no project, where the options do not make it one. */
export function projectReading(
  settings: WorkspaceSettings,
): (folder: ProjectFolder, reader: WorkspaceReader) => ReadProject | undefined {
  const readsOf = rememberingReads();
  const defaultsOf = onceEach((target: string) => targetDefaults(settings.nxJson, target, BUILD_EXECUTOR));
  return (folder, reader) => readProject(folder, { ...settings, reader, readsOf, defaultsOf });
}

function readProject(folder: ProjectFolder, workspace: ReadingWorkspace): ReadProject | undefined {
  const { root, composeFile } = folder;
  const project = ownProject(root, workspace);
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
    const waits = ownWaits(project.file.targets[target], workspace.defaultsOf(target));
    const tokens = { projectName: project.name, projectRoot: root };
    const written = ownBuildOptions(project.file.targets[target], workspace.defaultsOf(target), tokens);
    const writersAt = outputWriters({ ...project, root }, workspace);
    const way = (options: OwnBuildOptions): BuildWay =>
      buildWay(options, { projectRoot: root, file, writersAt }, workspace);
    const ways = [...new Map(written.map((options) => [JSON.stringify(options), options])).values()].map(way);
    const place = {
      project: project.name,
      projectRoot: root,
      target,
      file,
      variant,
      context: inferredContext(written, ways, way),
      ...(waits.length > 0 && { ownWaits: waits }),
      writers: writersOf(ways, root, writersAt).filter((writer) => writer !== `${project.name}:${target}`),
    };
    return buildFacts(place, ways);
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
  readonly projectRoot: string;
  /** Relative to the workspace. */
  readonly file: string;
  readonly writersAt: WritersAt;
}

function buildWay(
  options: OwnBuildOptions,
  { projectRoot, file, writersAt }: DockerfilePlace,
  workspace: ReadingWorkspace,
): BuildWay {
  const { reader, readsOf } = workspace;
  const isWritten = (path: string): boolean => writersAt(path).length > 0;
  const dockerfile = options.dockerfile === undefined ? file : normalize(options.dockerfile);
  const reads = readsOf(reader.text(dockerfile), options);
  const copied = reads.paths.map(({ path }) => certainPart(path)).filter((path) => path !== '');
  const chosen = contextFolder({
    choice: choiceOf(options.context) ?? workspace.options.context,
    projectRoot,
    copiedPaths: copied,
    // What a target is going to write is as good as there.
    exists: (path) => reader.exists(path) || isWritten(path),
  });
  // What Nx has found lies behind no link, and most contexts are such folders.
  const given = [chosen, ...localContexts(options)].filter(
    (folder) => folder !== projectRoot && folder !== '.',
  );
  const followed = followFolders(given, reader.tree('.'));
  const context = followed.get(chosen)?.path ?? chosen;
  const tree = reader.tree(context);
  return {
    options,
    dockerfile,
    context,
    ...(followed.size > 0 && { followed }),
    ignoreText: reader.text(`${dockerfile}.dockerignore`) ?? reader.text(join(context, '.dockerignore')),
    reads,
    // What comes and goes is named in the same way whether it is there or not: its inputs would change otherwise.
    places: reads.paths
      .flatMap((read) => readPlaces(read, tree))
      .map((place) => (isWritten(join(context, place.path)) ? { ...place, kind: undefined } : place)),
  };
}

/** The option of a target; undefined where it has none and the plugin's own counts. */
function choiceOf(written: string | undefined): PluginOptions['context'] | undefined {
  if (written === undefined) return undefined;
  if (written === 'auto' || written === 'project' || written === 'workspace') return written;
  return { path: relativeFolder(written) };
}

/** The targets that write what is read, one that reads it itself among them. None twice. */
function writersOf(ways: readonly BuildWay[], projectRoot: string, writersAt: WritersAt): readonly string[] {
  const paths = ways.flatMap(({ context, places }) =>
    places
      .filter(({ path }) => path !== '' || context !== projectRoot)
      .map(({ path }) => (path === '' ? context : join(context, path))),
  );
  return [...new Set(paths.filter((path) => path !== '.').flatMap(writersAt))];
}
