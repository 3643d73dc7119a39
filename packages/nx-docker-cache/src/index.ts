/**
 * What Nx loads when nx.json names `nx-docker-cache`. It stays this small: Nx starts a process for its plugins in
 * every run, and waits for it.
 */
export {
  createDependencies,
  createNodes,
  createNodesV2,
  name,
  postTasksExecution,
  preTasksExecution,
} from './plugin';
