import type { CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit';
import { DependencyType } from 'nx/src/config/project-graph';
import { projectEdges, type ProjectEdge } from '../infer/project-edges';

/** An edge is drawn from the file that says so, where Nx knows the file; else without one, which Nx allows too. */
export function dependencies({ projects, fileMap }: CreateDependenciesContext): RawProjectGraphDependency[] {
  return projectEdges(projects).map((edge) => {
    const { source, target, file } = edge;
    return isKnown(edge, fileMap)
      ? { type: DependencyType.static, source, target, sourceFile: file }
      : { type: DependencyType.implicit, source, target };
  });
}

function isKnown(
  { source, file }: ProjectEdge,
  { projectFileMap, nonProjectFiles }: CreateDependenciesContext['fileMap'],
): boolean {
  const isFile = (entry: { readonly file: string }): boolean => entry.file === file;
  return (projectFileMap[source]?.some(isFile) ?? false) || nonProjectFiles.some(isFile);
}
