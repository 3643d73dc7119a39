import { getProjects } from '@nx/devkit';
import type { Projects } from '../project-dockerfiles';
import type { GeneratorSurroundings } from '../surroundings';

/** What a generator has said. */
export interface Printed {
  out: string;
  err: string;
}

/**
 * Surroundings for a test of a generator: what it says is kept, and the projects are those of its tree.
 * @param inferred projects that only a plugin knows
 */
export function recordedSurroundings(
  printed: Printed,
  inferred: Projects = new Map(),
): GeneratorSurroundings {
  return {
    terminal: {
      out: (text) => {
        printed.out += text;
      },
      err: (text) => {
        printed.err += text;
      },
    },
    projects: (tree) => ({
      written: () => getProjects(tree),
      all: () => Promise.resolve(new Map([...getProjects(tree), ...inferred])),
    }),
  };
}
