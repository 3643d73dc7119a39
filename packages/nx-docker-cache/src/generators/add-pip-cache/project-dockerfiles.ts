import type { ProjectConfiguration, Tree } from '@nx/devkit';
import { join, normalize } from 'node:path/posix';
import { dockerfileMissing } from '../../errors/dockerfile-errors';
import { ProductError } from '../../errors/product-error';
import { variantOf } from '../../infer/dockerfile-names';
import type { AddPipCacheGeneratorSchema } from './schema';

/** Projects by name, as far as this generator has to know them. */
export type Projects = ReadonlyMap<string, Pick<ProjectConfiguration, 'root' | 'targets'>>;

/** Where projects are found: in the files of the tree, which is quick, and in the graph, which knows inferred ones too. */
export interface ProjectSources {
  readonly written: () => Projects;
  readonly all: () => Promise<Projects>;
}

/**
 * The Dockerfiles that the options name, relative to the workspace.
 * @throws ProductError PROJECT_UNKNOWN, DOCKERFILE_MISSING, OPTION_TYPE
 */
export async function chosenDockerfiles(
  tree: Tree,
  { project, all, dockerfile }: AddPipCacheGeneratorSchema,
  sources: ProjectSources,
): Promise<readonly string[]> {
  if (all === true) return allDockerfiles(tree, await sources.all());
  if (project === undefined) {
    if (dockerfile === undefined) throw nothingNamed();
    return [existing(tree, dockerfile, [dockerfile])];
  }
  const found = await findProject(project, sources);
  if (dockerfile !== undefined)
    return [existing(tree, dockerfile, [dockerfile, join(found.root, dockerfile)])];
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

function allDockerfiles(tree: Tree, projects: Projects): string[] {
  return [...new Set([...projects.values()].flatMap((project) => dockerfilesOf(tree, project)))].sort();
}

/** Those in the project's folder, and those that its build targets name. */
function dockerfilesOf(
  tree: Tree,
  { root, targets }: { root: string; targets?: ProjectConfiguration['targets'] },
): string[] {
  const inFolder = tree
    .children(root)
    .filter((name) => variantOf(name) !== undefined)
    .map((name) => join(root, name));
  const named = Object.values(targets ?? {}).flatMap(({ executor, options }) => {
    const dockerfile: unknown = (options as { dockerfile?: unknown } | undefined)?.dockerfile;
    return executor === 'nx-docker-cache:build' && typeof dockerfile === 'string'
      ? [normalize(dockerfile)]
      : [];
  });
  return [...new Set([...inFolder, ...named])].filter((file) => tree.isFile(file));
}

async function findProject(name: string, sources: ProjectSources) {
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
    next: 'run `nx g add-pip-cache <project>`, or add --all for every project',
  });
}
