import type { ExecutorContext } from '@nx/devkit';
import { readsInMetadata } from '../../infer/read-metadata';
import { BUILD_EXECUTOR } from '../../infer/targets';
import { readTaskGraph } from '../../timing/run/task-nodes';
import { taskIdOf } from './task-origin';

/**
 * Why a task may have been hashed without an image that it is built on, in words: its own `dependsOn` has taken the place of
 * the inferred one, it was run without its dependencies, or there is no order.
 */
export function unawaitedImages(context: ExecutorContext): readonly string[] {
  const { projectName = '', targetName = '', projectsConfigurations, taskGraph } = context;
  const { projects } = projectsConfigurations;
  const reads = readsInMetadata(projects[projectName]?.targets?.[targetName]);
  if (reads?.circle !== undefined) return [`it builds on its own image, by ${reads.circle.join(' and ')}`];
  const nodes = readTaskGraph(taskGraph);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = byId.get(taskIdOf(context));
  if (reads?.imagesOf === undefined || own === undefined) return [];
  const awaited = own.dependsOn.flatMap((each) => byId.get(each) ?? []);
  return reads.imagesOf
    .filter(
      (base) =>
        !awaited.some(
          ({ project, target }) => project === base && isBuild(projects[project]?.targets?.[target]),
        ),
    )
    .map((base) => `it builds on the image of ${base} and did not wait for it (dependsOn)`);
}

function isBuild(target: { readonly executor?: string } | undefined): boolean {
  return target?.executor === BUILD_EXECUTOR;
}
