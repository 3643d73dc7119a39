import type { ProjectsConfigurations } from '@nx/devkit';

/**
 * The project that a Dockerfile belongs to: of those whose folders hold it the innermost. Undefined where none does.
 * @param dockerfile relative to the workspace, with `/`
 */
export function ownerOf(
  dockerfile: string,
  projects: Readonly<Record<string, Pick<ProjectsConfigurations['projects'][string], 'root'>>>,
): string | undefined {
  const holding = Object.entries(projects).filter(
    ([, { root }]) => root === '.' || root === '' || dockerfile.startsWith(`${root}/`),
  );
  return holding.sort(([, a], [, b]) => depthOf(b.root) - depthOf(a.root))[0]?.[0];
}

function depthOf(root: string): number {
  return root === '.' || root === '' ? 0 : root.split('/').length;
}
