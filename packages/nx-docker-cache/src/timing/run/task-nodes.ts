import { isObject, listOf, textOf, textsOf, type Json } from '../json';

/** A task as Nx's task graph has it, reduced to what a run record needs. */
export interface TaskNode {
  readonly id: string;
  readonly project: string;
  readonly target: string;
  readonly configuration?: string;
  /** Where a task that makes an image leaves its record, relative to the workspace. */
  readonly recordFile?: string;
  readonly dependsOn: readonly string[];
}

/** Reads a task graph of Nx 22 and 23 (dependencies are ids) and of Nx 24 (they are objects with an id). */
export function readTaskGraph(graph: unknown): readonly TaskNode[] {
  if (!isObject(graph) || !isObject(graph['tasks'])) return [];
  const dependencies = isObject(graph['dependencies']) ? graph['dependencies'] : {};
  return Object.entries(graph['tasks']).flatMap(([id, task]) => {
    const facts = readTask(task);
    return facts === undefined ? [] : [{ ...facts, id, dependsOn: idsOf(dependencies[id]) }];
  });
}

/** What was noted of a graph: JSON of what `readTaskGraph` gave. */
export function readTaskNodes(noted: unknown): readonly TaskNode[] | undefined {
  if (!Array.isArray(noted)) return undefined;
  return noted.filter(isObject).flatMap((node) => {
    const [id, project, target] = [textOf(node['id']), textOf(node['project']), textOf(node['target'])];
    if (id === undefined || project === undefined || target === undefined) return [];
    return [{ ...node, id, project, target, dependsOn: textsOf(node['dependsOn']) }];
  });
}

/** A task without its dependencies: the form that both the graph and the results of tasks hold. */
export function readTask(task: unknown): Omit<TaskNode, 'dependsOn'> | undefined {
  if (!isObject(task) || !isObject(task['target'])) return undefined;
  const [id, project, target] = [
    textOf(task['id']),
    textOf(task['target']['project']),
    textOf(task['target']['target']),
  ];
  if (id === undefined || project === undefined || target === undefined) return undefined;
  const configuration = textOf(task['target']['configuration']);
  const recordFile = recordFileOf(task);
  return {
    id,
    project,
    target,
    ...(configuration !== undefined && { configuration }),
    ...(recordFile !== undefined && { recordFile }),
  };
}

/** Every target that builds an image names it among its outputs; a folder that the user chose comes last, and counts. */
function recordFileOf({ outputs }: Json): string | undefined {
  return textsOf(outputs)
    .filter((output) => output.endsWith('/build.json'))
    .at(-1);
}

/** What a task waits for: ids (Nx 22 and 23), or objects with an id (Nx 24). */
export function idsOf(dependencies: unknown): readonly string[] {
  return listOf(dependencies).flatMap((each) => {
    const id = isObject(each) ? textOf(each['id']) : textOf(each);
    return id === undefined ? [] : [id];
  });
}

/** What a task and the tasks before it wait for: as much of the graph as its record carries along. */
export function dependenciesBefore(
  nodes: readonly TaskNode[],
  id: string,
): Readonly<Record<string, readonly string[]>> {
  const dependencies = new Map(nodes.map((node) => [node.id, node.dependsOn]));
  const found: Record<string, readonly string[]> = {};
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Object.hasOwn(found, next)) continue;
    const before = dependencies.get(next) ?? [];
    found[next] = before;
    open.push(...before);
  }
  return found;
}
