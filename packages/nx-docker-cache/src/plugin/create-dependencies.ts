import type { CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit';
import { DependencyType } from 'nx/src/config/project-graph';
import { onceEach } from '../collections/once-each';
import { projectEdges } from '../infer/project-edges';

/** An edge is drawn from the file that says so, where Nx knows the file; else without one, which Nx allows too. */
export function dependencies({ projects, fileMap }: CreateDependenciesContext): RawProjectGraphDependency[] {
  const isKnown = knownFiles(fileMap);
  return projectEdges(projects).map(({ source, target, file }) =>
    isKnown(source, file)
      ? { type: DependencyType.static, source, target, sourceFile: file }
      : { type: DependencyType.implicit, source, target },
  );
}

/** Whether a file is one of a project's, or of none. The lists are gone through once for each file. */
function knownFiles({
  projectFileMap,
  nonProjectFiles,
}: CreateDependenciesContext['fileMap']): (project: string, file: string) => boolean {
  const isOf = (list: readonly { readonly file: string }[], file: string): boolean =>
    list.some((entry) => entry.file === file);
  const isOfNone = onceEach((file: string) => isOf(nonProjectFiles, file));
  const isOfProject = onceEach((project: string) =>
    onceEach((file: string) => isOf(projectFileMap[project] ?? [], file)),
  );
  return (project, file) => isOfProject(project)(file) || isOfNone(file);
}
