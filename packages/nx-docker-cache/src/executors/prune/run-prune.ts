import { planPrune } from '../../cache/prune-plan';
import type { World } from '../../io/world';
import { readCache } from '../cache-status/read-cache';
import { emptyBuilder } from './empty-builder';
import { printPlan, printResult } from './print-prune';
import type { PruneRequest } from './prune-request';
import { removePlanned, untaggedImages } from './remove-planned';

/**
 * Says what goes and what stays, removes it unless it is a dry run, and says what that freed.
 * @throws ProductError for a builder that does not answer, NOT_CONFIRMED
 */
export async function runPrune(world: World, request: PruneRequest): Promise<void> {
  if (request.wishes === 'everything') {
    await emptyBuilder(world, request);
    return;
  }
  const { builder, records, traces, status, imageLayers } = await readCache(world, request);
  const images = builder.isEngines ? await untaggedImages(world) : [];
  const plan = planPrune({ status, records, images, traces, imageLayers }, request.wishes);
  printPlan(world, request, plan);
  const isDone = request.dryRun || plan.removals.length === 0;
  printResult(world, request, plan, isDone ? undefined : await removePlanned(world, builder, plan));
}
