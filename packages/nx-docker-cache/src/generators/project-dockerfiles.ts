import type { ProjectConfiguration, Tree } from '@nx/devkit';
import { dirname, join, normalize } from 'node:path/posix';
import { dockerfileMissing } from '../errors/dockerfile-errors';
import { ProductError } from '../errors/product-error';
import { variantOf } from '../infer/dockerfile-names';
import { withoutTokens } from '../infer/nx-tokens';
import { objectOf, textOf } from '../infer/project-file';
import { inferredBuilds } from './inferred-builds';

/** Projects by name, as far as this generator has to know them. */
export type Projects = ReadonlyMap<string, Pick<ProjectConfiguration, 'root' | 'targets' | 'name'>>;

/** Where projects are found: in the files of the tree, which is quick, and in the graph, which knows inferred ones too. */
export interface ProjectSources {
  readonly written: () => Projects;
  readonly all: () => Promise<Projects>;
}

/** A Dockerfile of a project. Paths are relative to the workspace. */
export interface ProjectDockerfile {
  readonly file: string;
  /** The folder of the project; that of the Dockerfile where no project is named. */
  readonly root: string;
  /** The build context as a build target of the project says it; undefined where none does. */
  readonly context: string | undefined;
}

/** The options by which generators are told which Dockerfiles. */
export interface DockerfileChoice {
  readonly project?: string;
  readonly all?: boolean;
  readonly dockerfile?: string;
}

/**
 * The Dockerfiles that the options name.
 * @throws ProductError PROJECT_UNKNOWN, DOCKERFILE_MISSING, OPTION_TYPE
 */
export async function chosenDockerfiles(
  tree: Tree,
  { project, all, dockerfile }: DockerfileChoice,
  sources: ProjectSources,
): Promise<readonly ProjectDockerfile[]> {
  if (all === true) return allDockerfiles(tree, await sources.all());
  if (project === undefined) {
    if (dockerfile === undefined) throw nothingNamed();
    return [alone(existing(tree, dockerfile, [dockerfile]))];
  }
  const found = await findProject(project, sources);
  if (dockerfile !== undefined)
    return [ofProject(tree, existing(tree, dockerfile, [dockerfile, join(found.root, dockerfile)]), found)];
  const files = dockerfilesOf(tree, found);
  if (files.length > 0) return files;
  throw new ProductError({
    code: 'DOCKERFILE_MISSING',
    what: `${project} has no Dockerfile`,
    where: found.root,
    why: 'there is no Dockerfile, Dockerfile.<variant> or <variant>.Dockerfile in its folder',
    next: 'name the file with --dockerfile',
  });
}

function allDockerfiles(tree: Tree, projects: Projects): ProjectDockerfile[] {
  const found = [...projects.values()].flatMap((project) => dockerfilesOf(tree, project));
  const byFile = new Map(found.map((each) => [each.file, each]));
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function alone(file: string): ProjectDockerfile {
  return { file, root: dirname(file), context: undefined };
}

function ofProject(tree: Tree, file: string, project: Project): ProjectDockerfile {
  const { root } = project;
  const inferred = inferredBuilds(tree);
  const written = writtenBuilds(project)
    .filter(({ name, isWhole, dockerfile }) =>
      dockerfile === undefined ? isWhole || inferred.isTargetOf(name, file, root) : dockerfile === file,
    )
    .map(({ context }) => context)
    .find((context) => context !== undefined);
  return { file, root, context: written ?? inferred.context };
}

type Project = Pick<ProjectConfiguration, 'root' | 'targets' | 'name'>;

interface WrittenBuild {
  readonly name: string;
  /** It names its executor; another one is merged with a target that is inferred. */
  readonly isWhole: boolean;
  readonly dockerfile: string | undefined;
  readonly context: string | undefined;
}

/** Its targets that are builds, or may be. */
function writtenBuilds({ name: projectName = '', root, targets }: Project): readonly WrittenBuild[] {
  return Object.entries(targets ?? {})
    .filter(([, { executor, command }]) => executor === BUILD_EXECUTOR || (executor ?? command) === undefined)
    .map(([name, { executor, options }]) => {
      const tokens = { projectName, projectRoot: root };
      const { dockerfile, context } = withoutTokens(objectOf(options), tokens);
      return {
        name,
        isWhole: executor !== undefined,
        dockerfile: typeof dockerfile === 'string' ? normalize(dockerfile) : undefined,
        context: textOf(context),
      };
    });
}

const BUILD_EXECUTOR = 'nx-docker-cache:build';

/** Those in the project's folder, and those that its build targets name. */
export function dockerfilesOf(tree: Tree, project: Project): ProjectDockerfile[] {
  const { root } = project;
  const inFolder = tree
    .children(root)
    .filter((name) => variantOf(name) !== undefined)
    .map((name) => join(root, name));
  const named = writtenBuilds(project).flatMap(({ isWhole, dockerfile }) =>
    isWhole && dockerfile !== undefined ? [dockerfile] : [],
  );
  const files = [...new Set([...inFolder, ...named])].filter((file) => tree.isFile(file));
  return files.map((file) => ofProject(tree, file, project));
}

export async function findProject(name: string, sources: ProjectSources) {
  const written = sources.written().get(name);
  if (written !== undefined) return written;
  const projects = await sources.all();
  const found = projects.get(name);
  if (found !== undefined) return found;
  throw new ProductError({
    code: 'PROJECT_UNKNOWN',
    what: `there is no project "${name}"`,
    why: `the projects are ${[...projects.keys()].sort().join(', ') || 'none'}`,
    next: 'correct the name; `nx show projects` lists them',
  });
}

function existing(tree: Tree, shown: string, candidates: readonly string[]): string {
  const found = candidates.map((file) => normalize(file)).find((file) => tree.isFile(file));
  if (found !== undefined) return found;
  const folder = candidates.find((file) => tree.exists(file));
  if (folder === undefined) throw dockerfileMissing(shown);
  throw new ProductError({
    code: 'DOCKERFILE_IS_DIRECTORY',
    what: 'the Dockerfile is a folder',
    where: folder,
    next: `name the file itself, for instance ${join(folder, 'Dockerfile')}`,
  });
}

function nothingNamed(): ProductError {
  return new ProductError({
    code: 'OPTION_TYPE',
    what: 'no project is named',
    next: 'name a project behind the generator, or add --all for every project',
  });
}
