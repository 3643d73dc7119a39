import type { ProjectConfiguration } from '@nx/devkit';
import { basename } from 'node:path/posix';
import { parse } from '../dockerfile/parse';
import { contextFolder, join } from '../infer/context-folder';
import { copiedPaths } from '../infer/copied-paths';
import type { PluginOptions } from '../infer/plugin-options';
import { readPackageJson, readProjectJson, NO_PROJECT_FILE, type ProjectFile } from '../infer/project-file';
import { projectNameOf } from '../infer/project-name';
import { inferTargets } from '../infer/targets';
import type { WorkspaceReader } from '../io/workspace-reader';
import type { ProjectFolder } from './project-folders';

export interface InferredProject {
  readonly configuration: Partial<ProjectConfiguration>;
  readonly variables: readonly string[];
}

/** Undefined for a folder that is no project, where the options do not make it one. */
export function inferProject(
  { root, dockerfiles, composeFile }: ProjectFolder,
  options: PluginOptions,
  reader: WorkspaceReader,
  dependenciesOf: (composeFile: string) => readonly string[],
): InferredProject | undefined {
  const project = ownProject(root, options, reader);
  if (project === undefined) return undefined;
  const facts = {
    projectRoot: root,
    projectName: project.file.name ?? basename(root),
    project: project.file,
    hasCompose: composeFile !== undefined,
    dockerfiles: dockerfiles.map((dockerfile) => ({
      ...dockerfile,
      context: contextOf(root, dockerfile.file, options, reader),
    })),
    ignoreText: (dockerfile: string, context: string) =>
      reader.text(`${dockerfile}.dockerignore`) ?? reader.text(join(context, '.dockerignore')),
    platform: reader.platform,
  };
  const { targets, variables } = inferTargets(facts, options);
  const dependencies = composeFile === undefined ? [] : dependenciesOf(composeFile);
  const others = dependencies.filter((name) => name !== facts.projectName);
  return {
    configuration: {
      ...project.named,
      ...(others.length > 0 && { implicitDependencies: others }),
      targets: { ...targets },
    },
    variables,
  };
}

/** The project that a folder is for Nx, and the name where only we can give it one. */
export function ownProject(
  root: string,
  options: PluginOptions,
  reader: WorkspaceReader,
): { readonly file: ProjectFile; readonly named: { readonly name?: string } } | undefined {
  const projectJson = reader.text(join(root, 'project.json'));
  const packageJson = reader.text(join(root, 'package.json'));
  const fromPackage = packageJson === undefined ? NO_PROJECT_FILE : readPackageJson(packageJson);
  if (projectJson !== undefined) {
    const file = readProjectJson(projectJson);
    const targets = { ...fromPackage.targets, ...file.targets };
    return { file: { name: file.name ?? fromPackage.name, targets }, named: {} };
  }
  const name = fromPackage.name ?? (options.inferProjects ? projectNameOf(root) : undefined);
  return name === undefined ? undefined : { file: { ...fromPackage, name }, named: { name } };
}

function contextOf(root: string, file: string, options: PluginOptions, reader: WorkspaceReader): string {
  return contextFolder({
    choice: options.context,
    projectRoot: root,
    copiedPaths: options.context === 'auto' ? copiedPathsOf(reader.text(file)) : [],
    exists: (path) => reader.exists(path),
  });
}

/** A Dockerfile that BuildKit would refuse copies nothing yet: its build will say what is wrong with it. */
function copiedPathsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const parsed = parse(text);
  return parsed.ok ? copiedPaths(parsed.dockerfile) : [];
}
