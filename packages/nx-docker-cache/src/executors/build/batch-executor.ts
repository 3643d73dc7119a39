import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { nxVersion } from 'nx/src/utils/versions';
import { bakeNames, bakeObstacle } from '../../build/bake-file';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { bakeBuilds, type BakedRequest } from './bake-builds';
import type { BuildRequest } from './build-request';
import { earlyHash, taskWaves, type BatchTask, type BatchTaskGraph } from './batch-tasks';
import { shownPath } from './shown-path';
import { finishBuild } from './finish-build';
import { interrupted, interruption } from './interruption';
import { dockerfileToSend } from './leave-out-records';
import { nxRequest } from './nx-request';
import { observeBuild, type BuildObservation } from './observe-build';
import { readDockerfile } from './read-dockerfile';
import { recordImage, type RecordedTask } from './record-image';
import type { Outcome } from './run-attempts';
import { runBuild, type BuildEnd } from './run-build';
import type { BuildExecutorSchema } from './schema';
import { taskWorld, type TaskWorld } from './task-world';
import { watchCaches, type CacheWatch } from './watch-caches';

export interface TaskEnd {
  readonly success: boolean;
  /** What the task would have printed, had it run alone. */
  readonly terminalOutput: string;
}

export interface EndedTask {
  readonly task: string;
  readonly result: TaskEnd;
}

/**
 * Builds the images of many tasks with as few commands as their order allows (`nx run-many -t docker-build --batch`): each
 * task has its record, its outputs and its place in the history, as if it had run alone.
 */
export default async function* batchExecutor(
  graph: BatchTaskGraph,
  inputs: Readonly<Record<string, BuildExecutorSchema>>,
  _overrides: unknown,
  context: ExecutorContext,
  world: World = realWorld(),
): AsyncGenerator<EndedTask> {
  for (const [index, wave] of taskWaves(graph).entries()) {
    const unsureHash = index === 0 ? undefined : earlyHash(String(nxVersion));
    const prepared: PreparedTask[] = [];
    for (const task of wave) {
      const own = await prepare(world, task, inputs[task.id] ?? {}, context);
      if ('ready' in own) prepared.push({ ...own.ready, unsureHash });
      else yield own.ended;
    }
    for (const group of groupsOf(prepared)) yield* buildGroup(world, group);
  }
}

interface PreparedTask extends RecordedTask {
  readonly task: BatchTask;
  readonly world: TaskWorld;
  readonly request: BuildRequest;
}

async function prepare(
  world: World,
  task: BatchTask,
  options: BuildExecutorSchema,
  common: ExecutorContext,
): Promise<{ readonly ready: PreparedTask } | { readonly ended: EndedTask }> {
  const own = taskWorld(world, task);
  const { project, target, configuration } = task.target;
  const context: ExecutorContext = {
    ...common,
    projectName: project,
    targetName: target,
    ...(configuration !== undefined && { configurationName: configuration }),
  };
  try {
    return { ready: { task, world: own, options, context, request: await nxRequest(own, options, context) } };
  } catch (error) {
    return { ended: failed(task, own, error) };
  }
}

/** Those that one command can build, by their builder, and each of the others alone. */
function groupsOf(tasks: readonly PreparedTask[]): readonly (readonly PreparedTask[])[] {
  const groups = new Map<string, PreparedTask[]>();
  for (const each of tasks) {
    const { options, workspaceRoot } = each.request;
    const obstacle = bakeObstacle(options, workspaceRoot);
    if (obstacle !== undefined && tasks.length > 1)
      each.world.terminal.err(`built on its own: ${obstacle}\n`);
    const key = obstacle === undefined ? `together ${options.builder ?? ''}` : `alone ${each.task.id}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

async function* buildGroup(world: World, tasks: readonly PreparedTask[]): AsyncGenerator<EndedTask> {
  const ended = new Set<string>();
  if (tasks.length > 1)
    for await (const end of buildTogether(world, tasks)) {
      ended.add(end.task);
      yield end;
    }
  for (const each of tasks.filter(({ task }) => !ended.has(task.id)))
    yield await endOf(each, runBuild(each.world, each.request));
}

interface GroupMember extends BakedRequest {
  readonly caches: CacheWatch;
  readonly prepared: PreparedTask;
  readonly observation: BuildObservation | undefined;
}

async function* buildTogether(world: World, tasks: readonly PreparedTask[]): AsyncGenerator<EndedTask> {
  const scratch = await world.files.temporaryFolder('nx-docker-cache-');
  const interrupt = interruption(world);
  const members = new Map<string, GroupMember>();
  try {
    const names = bakeNames(tasks.map(({ request }) => request.project));
    for (const [index, prepared] of tasks.entries()) {
      const member = await join(prepared, names[index] ?? '', scratch);
      if ('ended' in member) yield member.ended;
      else members.set(member.name, member);
    }
    const run = { scratch, signal: interrupt.signal };
    const left = new Set(members.values());
    for await (const [name, outcome] of bakeBuilds(world, [...members.values()], run)) {
      const member = members.get(name);
      if (member === undefined || interrupt.signal.aborted) continue;
      left.delete(member);
      yield await finish(member, outcome);
    }
    // What is left otherwise is built alone.
    if (interrupt.signal.aborted)
      for (const { prepared, request } of left)
        yield failed(prepared.task, prepared.world, interrupted('the build', request));
  } finally {
    interrupt.release();
    for (const { caches, observation } of members.values()) {
      caches.stop();
      observation?.stop();
    }
    await world.files.remove(scratch);
  }
}

async function join(
  prepared: PreparedTask,
  name: string,
  scratch: string,
): Promise<GroupMember | { readonly ended: EndedTask }> {
  const { world, request, task } = prepared;
  try {
    const dockerfile = await readDockerfile(world.files, {
      file: request.options.dockerfile,
      shown: shownPath(request, request.options.dockerfile),
      project: request.project,
    });
    const caches = watchCaches(world, request, dockerfile);
    const copy = { dockerfile: dockerfile.text, folder: path.join(scratch, name) };
    const sentAs = await dockerfileToSend(world.files, request, copy);
    const observation = observeBuild(world, request, { ...dockerfile, sentAs });
    return { prepared, name, request, dockerfile, sentAs, caches, observation };
  } catch (error) {
    return { ended: failed(task, world, error) };
  }
}

async function finish(
  { prepared, request, dockerfile, caches, observation }: GroupMember,
  outcome: Outcome,
): Promise<EndedTask> {
  const { world } = prepared;
  for (const note of request.notes) world.terminal.err(`${note}\n`);
  return endOf(prepared, finishBuild(world, { request, dockerfile, outcome, observation, caches }));
}

async function endOf(prepared: PreparedTask, build: Promise<BuildEnd>): Promise<EndedTask> {
  const { task, world, request } = prepared;
  try {
    await recordImage(world, request, prepared, await build);
    return { task: task.id, result: { success: true, terminalOutput: world.printed() } };
  } catch (error) {
    return failed(task, world, error);
  }
}

/** @throws what is no error of the product's own: Nx shows it, and the batch ends */
function failed({ id }: BatchTask, world: TaskWorld, error: unknown): EndedTask {
  if (!(error instanceof ProductError)) throw error;
  world.terminal.err(`${error.message}\n`);
  return { task: id, result: { success: false, terminalOutput: world.printed() } };
}
