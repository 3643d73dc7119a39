import type { PrunePlan } from '../../cache/prune-plan';
import { renderPlan, renderResult, type PruneResult } from '../../cache/render-prune';
import type { World } from '../../io/world';
import type { PruneRequest } from './prune-request';

/** Raised when a field changes its meaning or goes away. */
const PRUNE_SCHEMA_VERSION = 1;

type Printing = Pick<World, 'terminal'>;

/** Before anything is removed. JSON is one document: it comes at the end. */
export function printPlan({ terminal }: Printing, { json }: PruneRequest, plan: PrunePlan): void {
  if (!json) terminal.out(renderPlan(plan, terminal.columns));
}

/** @param result undefined where nothing was to be removed */
export function printResult(
  world: Printing,
  { json, dryRun }: PruneRequest,
  plan: PrunePlan | undefined,
  result: PruneResult | undefined,
): void {
  if (json) printJson(world, { dryRun, ...plan, ...(result !== undefined && { result }) });
  else if (result !== undefined) world.terminal.out(renderResult(result));
}

export function printJson({ terminal }: Printing, content: object): void {
  terminal.out(`${JSON.stringify({ schemaVersion: PRUNE_SCHEMA_VERSION, ...content })}\n`);
}
