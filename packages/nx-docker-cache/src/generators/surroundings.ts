import {
  createProjectGraphAsync,
  getProjects,
  readProjectsConfigurationFromProjectGraph,
  type Tree,
} from '@nx/devkit';
import { realWorld } from '../io/real-world';
import type { Terminal } from '../io/world';
import type { ProjectSources } from './project-dockerfiles';

/** What a test may put in the place of the terminal and of the workspace's project graph. */
export interface GeneratorSurroundings {
  readonly terminal: Pick<Terminal, 'out' | 'err'>;
  readonly projects: (tree: Tree) => ProjectSources;
}

/** The terminal and the graph as they are. */
export function realSurroundings(): GeneratorSurroundings {
  return { terminal: realWorld().terminal, projects: workspaceProjects };
}

/** `getProjects` sees what is written in project.json and package.json files; projects that a plugin infers are in the graph only. */
function workspaceProjects(tree: Tree): ProjectSources {
  return {
    written: () => getProjects(tree),
    all: async () => {
      const graph = await createProjectGraphAsync({ exitOnError: false });
      return new Map(Object.entries(readProjectsConfigurationFromProjectGraph(graph).projects));
    },
  };
}
