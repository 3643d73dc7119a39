import { ProductError } from '../../errors/product-error';
import type { BuildTarget } from './build-targets';

/** Of all projects that build an image, each once, sorted. */
export function projectsOf(targets: readonly BuildTarget[]): readonly string[] {
  return [...new Set(targets.map(({ project }) => project))].sort();
}

/** @throws ProductError PROJECT_UNKNOWN */
export function assertKnown(projects: readonly string[], targets: readonly BuildTarget[]): void {
  const known = projectsOf(targets);
  const unknown = projects.find((project) => !known.includes(project));
  if (unknown === undefined) return;
  throw new ProductError({
    code: 'PROJECT_UNKNOWN',
    what: `there is no project ${JSON.stringify(unknown)} that builds an image`,
    why:
      known.length === 0
        ? 'no project has a Dockerfile and a target that builds it'
        : `those that do are ${known.join(', ')}`,
    next: 'correct the name',
  });
}
