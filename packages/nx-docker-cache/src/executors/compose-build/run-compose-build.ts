import type { ExecutorContext } from '@nx/devkit';
import { buildOfService, type ServiceBuild } from '../../compose/build-of-service';
import { buildCommand, type ComposeProject } from '../../compose/compose-command';
import type { ComposeConfig, ComposeService } from '../../compose/read-config';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { formatDuration } from '../../timing/duration';
import { runBuild } from '../build/run-build';
import type { BuildRequest } from '../build/build-request';
import { composeError, showCompose } from './run-compose';
import { serviceDigest } from './service-digest';
import { serviceRequest } from './service-request';
import { isUnchanged, readServiceState } from './service-state';

export interface ComposeBuildRequest {
  readonly project: ComposeProject;
  /** Of which services; all that have something to build where none is named. */
  readonly services: readonly string[];
  readonly noCache: boolean;
  readonly verbose: boolean;
  readonly context: ExecutorContext;
}

/** What became of one service. */
type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'built'; readonly ms: number; readonly cachedSteps: number; readonly totalSteps: number }
  | { readonly kind: 'by-compose'; readonly reason: string };

/**
 * Builds the services whose sources have changed since their images were made, one after the other, each with a record of
 * its own.
 * @throws ProductError of the first one that fails, and OPTION_TYPE for a service that is not there
 */
export async function runComposeBuild(
  world: World,
  request: ComposeBuildRequest,
  config: ComposeConfig,
): Promise<void> {
  assertServices(request.services, config);
  const services = config.services.filter(
    ({ name }) => request.services.length === 0 || request.services.includes(name),
  );
  for (const [index, service] of services.entries()) {
    try {
      const outcome = await buildService(world, request, service, config);
      world.terminal.out(`${service.name}: ${outcomeText(outcome)}\n`);
    } catch (error) {
      const left = services.slice(index + 1).map(({ name }) => name);
      if (left.length > 0) world.terminal.err(`not built: ${left.join(', ')}\n`);
      throw error;
    }
  }
  if (services.length === 0) world.terminal.out('no service has an image to build\n');
}

function assertServices(wanted: readonly string[], { names }: ComposeConfig): void {
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: `there is no service ${JSON.stringify(unknown)}`,
    where: 'services',
    why: `the services are ${names.join(', ') || 'none'}`,
    next: 'correct the name, or add its profile',
  });
}

async function buildService(
  world: World,
  request: ComposeBuildRequest,
  service: ComposeService,
  config: ComposeConfig,
): Promise<Outcome> {
  const build = buildOfService(service, config);
  if ('reason' in build) return byCompose(world, request, service, build.reason);
  const { noCache, verbose, context } = request;
  const own = await serviceRequest(world, { service: service.name, build, noCache, verbose }, context);
  return ownBuild(world, own, build);
}

async function ownBuild(world: World, request: BuildRequest, { readsMore }: ServiceBuild): Promise<Outcome> {
  const mayBeKept = !readsMore && request.options.cachePolicy.kind === 'reuse';
  const digest = mayBeKept ? await serviceDigest(world, request) : undefined;
  const { references } = request.options;
  const state = request.memory?.services;
  const name = references.join(' ');
  if (
    digest !== undefined &&
    isUnchanged(readServiceState(state?.read(name)), digest, await heldIds(world, references))
  )
    return { kind: 'unchanged' };
  const { record, image } = await runBuild(world, request);
  // Sources that changed while they were built are not what the image was made from.
  const isSame = digest !== undefined && (await serviceDigest(world, request)) === digest;
  if (isSame && image.isOnlyEffect) state?.write(name, { digest, ids: image.digests });
  const { wallMs: ms, cachedSteps, totalSteps } = record;
  return { kind: 'built', ms, cachedSteps, totalSteps };
}

/** An engine that does not answer holds nothing: the build itself says so. */
async function heldIds(
  { engine }: World,
  references: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const ids = await engine.imageIds(references).catch(() => new Map<string, string>());
  return references.map((reference) => ids.get(reference));
}

async function byCompose(
  world: World,
  { project }: ComposeBuildRequest,
  { name }: ComposeService,
  reason: string,
): Promise<Outcome> {
  const result = await showCompose(world, buildCommand(project, [name]));
  if (!hasSucceeded(result)) throw composeError(result, `the service ${name} cannot be built`);
  return { kind: 'by-compose', reason };
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'unchanged':
      return 'unchanged, its image is there';
    case 'built':
      return `built in ${formatDuration(outcome.ms)}, ${outcome.cachedSteps} of ${outcome.totalSteps} steps cached`;
    case 'by-compose':
      return `built by docker compose, without step times: ${outcome.reason}`;
  }
}
