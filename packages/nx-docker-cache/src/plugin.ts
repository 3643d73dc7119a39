/** What Nx loads: kept small, because Nx starts a process for it in every run. */
export { createNodes, createNodes as createNodesV2 } from './plugin/create-nodes';
export { preTasksExecution } from './plugin/pre-tasks-execution';
export const name = 'nx-docker-cache';
