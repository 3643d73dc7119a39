import { join } from '../infer/context-folder';
import type { PluginOptions } from '../infer/plugin-options';
import {
  NO_PROJECT_FILE,
  readPackageJson,
  readProjectJson,
  type OwnTarget,
  type ProjectFile,
} from '../infer/project-file';
import { projectNameOf } from '../infer/project-name';
import { mergedChoices } from '../infer/target-choices';
import { withBase } from '../infer/own-waits';
import type { WorkspaceReader } from '../io/workspace-reader';

/** The project that a folder is for Nx, and the name where only we can give it one. */
export interface OwnProject {
  readonly file: ProjectFile;
  readonly named: { readonly name?: string };
}

/** What decides which folders are projects. */
export interface ProjectsPlace {
  readonly options: PluginOptions;
  /** `workspacePackages` */
  readonly isPackage: (folder: string) => boolean;
  readonly reader: WorkspaceReader;
}

/** Undefined for a folder that is no project, where the options do not make it one. */
export function ownProject(
  root: string,
  { options, isPackage, reader }: ProjectsPlace,
): OwnProject | undefined {
  const projectJson = reader.text(join(root, 'project.json'));
  const packageJson = reader.text(join(root, 'package.json'));
  const fromPackage = packageJson === undefined ? NO_PROJECT_FILE : readPackageJson(packageJson);
  if (projectJson !== undefined) {
    const file = readProjectJson(projectJson);
    const targets = mergedTargets(fromPackage.targets, file.targets);
    return { file: { name: file.name ?? fromPackage.name, targets }, named: {} };
  }
  // The package.json of an example may have the name of a project: Nx makes nothing of it, and neither do we.
  const own = packageJson !== undefined && isPackage(root) ? fromPackage : NO_PROJECT_FILE;
  const name = own.name ?? (options.inferProjects ? projectNameOf(root) : undefined);
  return name === undefined ? undefined : { file: { ...own, name }, named: { name } };
}

/** As Nx merges what package.json says of a target and what project.json does, which wins. */
function mergedTargets(below: ProjectFile['targets'], above: ProjectFile['targets']): ProjectFile['targets'] {
  const both = Object.keys(above).flatMap((name) => {
    const [first, second] = [below[name], above[name]];
    return first === undefined || second === undefined ? [] : [[name, mergedTarget(first, second)] as const];
  });
  return { ...below, ...above, ...Object.fromEntries(both) };
}

function mergedTarget(below: OwnTarget, above: OwnTarget): OwnTarget {
  if (below.executor !== undefined && above.executor !== undefined && below.executor !== above.executor)
    return above;
  return {
    ...mergedChoices(below, above),
    executor: above.executor ?? below.executor,
    outputs: above.outputs.length > 0 ? above.outputs : below.outputs,
    ...dependsOnOf(below, above),
  };
}

/** A list is not merged, but for the sign that Nx 24 has for it. */
function dependsOnOf(below: OwnTarget, above: OwnTarget): Pick<OwnTarget, 'dependsOn'> {
  const dependsOn = withBase(above.dependsOn, below.dependsOn);
  return dependsOn === undefined ? {} : { dependsOn };
}
