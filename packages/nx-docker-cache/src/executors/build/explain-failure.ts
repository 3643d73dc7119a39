import { failureCause, type FailureCause } from '../../build/failure-cause';
import { failureError } from '../../build/failure-error';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { printable } from '../../text/printable';
import { failedStep, renderFailure, type FailedStep } from '../../timing/failure';
import type { BuildRequest } from './build-request';
import { presentBuildx } from './buildx-version';
import type { ReadDockerfile } from './read-dockerfile';
import type { Attempt } from './run-attempt';
import { shownPath } from './shown-path';

export interface Failure {
  readonly cause: FailureCause;
  readonly step: FailedStep | undefined;
}

/**
 * Why an attempt failed. An engine is asked whether it still lives only after a failure that could mean its death.
 * @param extraArgs what the user wrote for docker itself
 */
export async function explainFailure(
  world: Pick<World, 'engine' | 'processes'>,
  { result, collected, text }: Attempt,
  { stages }: ReadDockerfile,
  extraArgs: readonly string[],
): Promise<Failure> {
  if (result.kind === 'not-found') return { cause: { kind: 'docker-missing' }, step: undefined };
  const step = failedStep(collected, stages);
  const hasBegun = collected.steps.size > 0;
  const cause = failureCause({
    text,
    stepError: step?.error,
    stepLog: step?.lastLog ?? [],
    stepName: step?.name,
    hasBegun,
    extraArgs,
  });
  if (cause.kind === 'buildx-too-old')
    return { cause: { ...cause, found: await presentBuildx(world) }, step };
  if (cause.kind !== 'build' || !hasBegun || step?.exitCode !== undefined) return { cause, step };
  const answer = await world.engine.facts();
  return { cause: 'unreachable' in answer ? { kind: 'engine-died', message: cause.message } : cause, step };
}

/** Prints what helps to find the mistake, and returns the error to end with. */
export function reportFailure(
  { terminal }: Pick<World, 'terminal'>,
  { cause, step }: Failure,
  request: BuildRequest,
  { text }: ReadDockerfile,
): ProductError {
  const shown = request.dockerfileShownAs ?? shownPath(request, request.options.dockerfile);
  if (step !== undefined && SHOWS_STEP.has(cause.kind))
    terminal.err(renderFailure(step, { path: shown, text }));
  const place = {
    project: request.project,
    dockerfile: shown,
    context: shownPath(request, request.options.context),
    line: step?.lines?.start,
    exitCode: step?.exitCode,
    asksRegistry: request.options.pull || request.options.builder !== undefined,
  };
  return new ProductError((names) => {
    const facts = failureError(cause, place, names);
    return { ...facts, ...(facts.why !== undefined && { why: printable(facts.why) }) };
  });
}

const SHOWS_STEP: ReadonlySet<FailureCause['kind']> = new Set<FailureCause['kind']>([
  'build',
  'cached-file-damaged',
  'context-file-missing',
  'disk-full',
  'engine-died',
  'image-refused',
  'image-unreachable',
]);
