import type { CreateDependencies, CreateNodes, PostTasksExecution, PreTasksExecution } from '@nx/devkit';
import { createRequire } from 'node:module';
import { FILES_GLOB } from './infer/dockerfile-names';
import { variablesOfTasks } from './io/task-variables';
import type * as CreateDependenciesModule from './plugin/create-dependencies';
import type * as CreateNodesModule from './plugin/create-nodes';
import type * as RecordRunModule from './plugin/record-run';
import { PLUGIN } from './plugin/plugin-name';
import type * as ImageVariablesModule from './plugin/set-image-variables';

/**
 * What Nx loads. It starts a process for the plugin in every run of Nx and waits for it: each half is loaded when it
 * is called, because most runs need one of them only.
 */
export const name = PLUGIN;

const load = createRequire(__filename);

/** Gives every project with a Dockerfile or a compose file its targets. */
export const createNodes: CreateNodes = [
  FILES_GLOB,
  (files, options, context) => {
    const { inferNodes } = load('./plugin/create-nodes') as typeof CreateNodesModule;
    return inferNodes(files, options, context);
  },
];

/** The name that Nx 22 asks for. */
export const createNodesV2 = createNodes;

/** Draws the edges between projects that Dockerfiles name. */
export const createDependencies: CreateDependencies = (_options, context) => {
  const { dependencies } = load('./plugin/create-dependencies') as typeof CreateDependenciesModule;
  return dependencies(context);
};

/** The names that runs have been given, by Nx's own: the hook at the end of a run is told Nx's only. */
const runs = new Map<string, string>();

/** Before the tasks are hashed: sets the variables that their hashes are made with. */
export const preTasksExecution: PreTasksExecution = async (_options, { id, workspaceRoot }) => {
  // First of all: Nx swaps process.env for the time of each hook, and runs may overlap in its daemon.
  const setVariable = variablesOfTasks();
  const { setImageVariables } = load('./plugin/set-image-variables') as typeof ImageVariablesModule;
  runs.set(id, await setImageVariables(workspaceRoot, setVariable));
};

/** After the tasks: joins what is known about them into the record of the run. Most runs build no image. */
export const postTasksExecution: PostTasksExecution = (_options, context) => {
  const run = runs.get(context.id);
  runs.delete(context.id);
  const buildsImages = Object.values(context.taskResults).some(({ task }) =>
    // Nx 22 and 23 leave out the outputs of tasks that have none.
    (task.outputs as readonly string[] | undefined)?.some((output) => output.endsWith('/build.json')),
  );
  if (!buildsImages) return;
  const { recordRun } = load('./plugin/record-run') as typeof RecordRunModule;
  recordRun(context, run);
};
