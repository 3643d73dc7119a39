import type { ExecutorContext } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { recordBuild } from '../../plugin/record-build';
import { imageStatesOf } from '../../plugin/workspace-data';
import type { BuildRequest, BuiltImage } from './build-request';
import { nxRequest, projectRootOf } from './nx-request';
import { readSources, type ReadSources } from './read-sources';
import { runBuild } from './run-build';
import type { BuildExecutorSchema } from './schema';

/** Builds a project's image. A failure is printed; Nx turns `success: false` into its exit status. */
export default async function buildExecutor(
  options: BuildExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<{ success: boolean }> {
  try {
    const request = await nxRequest(world, options, context);
    const { image, record } = await runBuild(world, request);
    const read = await readSources(world.files, request, options, context, record);
    await recordImage(world, request, context, { ...image, ...read });
    return { success: true };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    world.terminal.err(`${error.message}\n`);
    return { success: false };
  }
}

/** Before success is reported, because Nx then stores the result. */
async function recordImage(
  world: World,
  request: BuildRequest,
  context: ExecutorContext,
  image: BuiltImage & ReadSources,
): Promise<void> {
  const verdict = await recordBuild(world, imageStatesOf(context.root), {
    workspaceRoot: context.root,
    projectRoot: projectRootOf(context),
    target: request.target,
    tags: image.references,
    builtIds: image.digests,
    imageIsOnlyEffect: image.isOnlyEffect,
    unnamedReads: image.unnamedReads,
    sources: image.sources,
  });
  if (request.verbose && verdict.kind === 'forget') {
    world.terminal.err(`the next run builds again: ${verdict.reason}\n`);
  }
}
