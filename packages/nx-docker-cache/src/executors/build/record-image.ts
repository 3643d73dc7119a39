import type { ExecutorContext } from '@nx/devkit';
import type { World } from '../../io/world';
import { recordBuild } from '../../plugin/record-build';
import { imageStatesOf } from '../../plugin/workspace-data';
import type { BuildRequest } from './build-request';
import { projectRootOf } from './nx-request';
import { readSources } from './read-sources';
import type { BuildEnd } from './run-build';
import type { BuildExecutorSchema } from './schema';

export interface RecordedTask {
  readonly options: BuildExecutorSchema;
  readonly context: ExecutorContext;
  /** Why the result may be stored under a hash that is not that of what was built, in words. */
  readonly unsureHash?: string | undefined;
}

/**
 * Keeps what the next run has to know of the image. To be called before success is reported, because Nx then stores the
 * result.
 */
export async function recordImage(
  world: World,
  request: BuildRequest,
  { options, context, unsureHash }: RecordedTask,
  end: BuildEnd,
): Promise<void> {
  const { image } = end;
  const read = readSources(world.files, request, { options, context }, end);
  const verdict = await recordBuild(world, imageStatesOf(context.root), {
    workspaceRoot: context.root,
    projectRoot: projectRootOf(context),
    target: request.target,
    tags: image.references,
    builtIds: image.digests,
    imageIsOnlyEffect: image.isOnlyEffect,
    unnamedReads: [...(unsureHash === undefined ? [] : [unsureHash]), ...read.unnamedReads],
    sources: read.sources,
  });
  if (request.verbose && verdict.kind === 'forget') {
    world.terminal.err(`the next run builds again: ${verdict.reason}\n`);
  }
}
