import { basename } from 'node:path/posix';
import { certainPart } from '../context/path-reads';
import { contextFolder, join, relativeFolder } from '../infer/context-folder';
import { targetNameOf } from '../infer/dockerfile-names';
import { dockerfileReads } from '../infer/dockerfile-reads';
import { ownBuildOptions, readBuildOptions, type OwnBuildOptions } from '../infer/own-build-options';
import type { PluginOptions } from '../infer/plugin-options';
import type { Fields } from '../infer/project-file';
import type { BuildFacts, BuildWay, ProjectFacts } from '../infer/project-facts';
import { readPlaces } from '../infer/read-places';
import { targetDefaults } from '../infer/target-defaults';
import { targetsThatWrite, type OutputOwner } from '../infer/target-outputs';
import { BUILD_EXECUTOR } from '../infer/targets';
import type { WorkspaceReader } from '../io/workspace-reader';
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
    const way = (options: OwnBuildOptions): BuildWay => buildWay(options, { root, file }, workspace);
    const ways = [...new Map(written.map((options) => [JSON.stringify(options), options])).values()].map(way);
    return {
      target,
      file,
      variant,
      context: inferredContext(ways, way),
      ways,
      writers: writersOf(ways, { ...project, root, target }, workspace),
    };
  });
}

/** The context of the Dockerfile that was found, whatever the target's own options say. */
function inferredContext([first]: readonly BuildWay[], way: (options: OwnBuildOptions) => BuildWay): string {
  const options = first?.options ?? readBuildOptions({});
  const isPlain = first !== undefined && options.dockerfile === undefined && options.context === undefined;
  return (isPlain ? first : way({ ...options, dockerfile: undefined, context: undefined })).context;
}

interface DockerfilePlace {
  /** The project's. */
  readonly root: string;
  /** Relative to the workspace. */
  readonly file: string;
}

function buildWay(
  options: OwnBuildOptions,
  { root, file }: DockerfilePlace,
  { options: { context: choice }, reader }: ReadingWorkspace,
): BuildWay {
  const dockerfile = options.dockerfile ?? file;
  const reads = dockerfileReads(reader.text(dockerfile), options);
  const copied = reads.paths.map(({ path }) => certainPart(path)).filter((path) => path !== '');
  const chosen = contextFolder({
    choice: choiceOf(options.context) ?? choice,
    projectRoot: root,
    copiedPaths: copied,
    exists: (path) => reader.exists(path),
  });
  const tree = reader.tree(chosen);
  return {
    options,
    dockerfile,
    context: chosen,
    ignoreText: reader.text(`${dockerfile}.dockerignore`) ?? reader.text(join(chosen, '.dockerignore')),
    reads,
    places: reads.paths.flatMap((read) => readPlaces(read, tree)),
  };
}

/** The option of a target; undefined where it has none and the plugin's own counts. */
function choiceOf(written: string | undefined): PluginOptions['context'] | undefined {
  if (written === undefined) return undefined;
  if (written === 'auto' || written === 'project' || written === 'workspace') return written;
  return { path: relativeFolder(written) };
}

/** The targets that say of themselves that they write what is read: of the project itself, and of `dist/<project>`. */
function writersOf(
  ways: readonly BuildWay[],
  own: OutputOwner & { readonly target: string },
  { options, reader }: ReadingWorkspace,
): readonly string[] {
  const paths = ways.flatMap(({ context, places }) =>
    places
      .filter(({ path }) => path !== '' || context !== own.root)
      .map(({ path }) => (path === '' ? context : join(context, path))),
  );
  const writers = paths
    .filter((path) => path !== '.')
    .flatMap((path) => {
      const others = ownersOf(path, reader).flatMap((root) => {
        const project = root === own.root ? undefined : ownProject(root, options, reader);
        return project === undefined
          ? []
          : [{ root, name: project.file.name ?? basename(root), file: project.file }];
      });
      return [own, ...others].flatMap((owner) =>
        targetsThatWrite(path, owner).map((target) => `${owner.name}:${target}`),
      );
    });
  return [...new Set(writers)].filter((writer) => writer !== `${own.name}:${own.target}`);
}

/** `dist/libs/a/src` may be written by the project in `libs/a`, as Nx's own generators have it. */
function ownersOf(path: string, reader: WorkspaceReader): readonly string[] {
  const [first, ...parts] = path.split('/');
  if (first !== 'dist') return [];
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .filter((root) => reader.exists(`${root}/project.json`) || reader.exists(`${root}/package.json`));
}
